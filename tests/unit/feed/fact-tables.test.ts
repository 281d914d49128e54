import "reflect-metadata";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { getMetadataArgsStorage } from "typeorm";
import { FactVersion } from "../../../entities/fact-version.js";
import { FactType } from "../../../schema/fact-type.js";
import { FACTS_OF_CASES } from "../../../gateway/data-protection/rows-of-cases.js";
import { createDataSource } from "../../../gateway/database/data-source.js";
import { leadColumn } from "../../../gateway/feed/fact-subject.js";
import { FACT_TABLES, FACT_TYPES, type FactTable, isAboutPersons, NEVER_TOLD } from "../../../gateway/feed/fact-tables.js";
import { projectRoot } from "../../../gateway/project-root.js";

const INTEGRATIONS = readFileSync(join(projectRoot(), "docs", "integrations.md"), "utf8");

// Imports every entity.
void createDataSource;

const STORAGE = getMetadataArgsStorage();
type Entity = new () => FactVersion;

/** The tables of facts, by name. */
const ENTITIES = new Map(STORAGE.tables
  .filter(({ target }) => typeof target === "function" && target.prototype instanceof FactVersion)
  .map(({ name, target }) => [name!, target as Entity]));

interface Column { readonly name: string; readonly isFreeText: boolean }

function columnsOf(entity: Entity): Column[] {
  return STORAGE.columns.filter(({ target }) => target === entity).map(({ propertyName, options }) =>
    ({ name: options.name ?? propertyName, isFreeText: options.type === "text" && options.collation !== "C" }));
}

/** An index's columns, as the table names them. */
function indexOf(entity: Entity, name: string): string[] {
  const index = STORAGE.indices.find((each) => each.target === entity && each.name === name);
  const names = new Map(STORAGE.columns.filter(({ target }) => target === entity || target === FactVersion)
    .map(({ propertyName, options }) => [propertyName, options.name ?? propertyName]));
  return (index?.columns as string[]).map((property) => names.get(property)!);
}

function toldColumns({ fields }: FactTable): string[] {
  return Object.values(fields).flatMap((field) => typeof field === "string" ? [field] : "column" in field ? [field.column] : [...field.sql.matchAll(/fact\.(\w+)/g)].map((match) => match[1]!));
}

test("every table of facts has its word: what is told of it, or why nothing is", () => {
  expect([...FACT_TABLES.map(({ table }) => table), ...Object.keys(NEVER_TOLD)].sort()).toEqual([...ENTITIES.keys()].sort());
});

test("numbers, which stand in cursors, are each one table's", () => {
  expect(new Set(FACT_TABLES.map(({ number }) => number)).size).toBe(FACT_TABLES.length);
  expect(FACT_TABLES.filter(({ number }) => number < 1 || number > 99)).toEqual([]);
});

test("the types are those of the schema", () => {
  expect([...FACT_TYPES].sort()).toEqual(Object.keys(FactType).sort());
  expect([...new Set(FACT_TABLES.map(({ type }) => type))].sort()).toEqual(Object.keys(FactType).sort());
});

test("only names of units and providers are told of texts that people write", () => {
  const texts = FACT_TABLES.flatMap((table) => columnsOf(ENTITIES.get(table.table)!)
    .filter(({ name, isFreeText }) => isFreeText && (toldColumns(table).includes(name) || table.key.includes(name))).map(({ name }) => `${table.table}.${name}`));
  expect(texts).toEqual(["unit.name", "provider.name"]);
});

test("what is about persons is what disposal takes", () => {
  const persons = FACT_TABLES.filter(isAboutPersons).map(({ table }) => table);
  expect([...persons, ...Object.keys(NEVER_TOLD)].sort()).toEqual(FACTS_OF_CASES.map(({ table }) => table).sort());
});

test.each(FACT_TYPES.map((type) => [type] as const))("docs/integrations.md has what is told of %s", (type) => {
  const row = INTEGRATIONS.split("\n").find((line) => line.startsWith(`| \`${type}\` |`))?.split("|")[3] ?? "";
  const names = [...row.matchAll(/`([^`]+)`/g)].flatMap((match) => match[1]!.split(" ")).filter((name) => /^[a-z]/.test(name));
  const told = FACT_TABLES.filter((table) => table.type === type).flatMap(({ fields }) => Object.keys(fields));
  expect([...new Set(names)].sort()).toEqual([...new Set(told)].sort());
});

describe.each(FACT_TABLES.map((table) => [table.table, table] as const))("%s", (name, table) => {
  const entity = ENTITIES.get(name)!;

  test("has a word for each column: told, part of the key, what it leads by, or withheld for a reason", () => {
    const said = new Set([...toldColumns(table), ...table.key, ...Object.keys(table.withheld), leadColumn(table)]);
    expect(columnsOf(entity).map((column) => column.name).filter((column) => !said.has(column))).toEqual([]);
  });

  test("speaks of no column that it does not have, and tells none that it withholds", () => {
    const columns = columnsOf(entity).map((column) => column.name);
    expect([...toldColumns(table), ...Object.keys(table.withheld)].filter((column) => !columns.includes(column))).toEqual([]);
    expect(toldColumns(table).filter((column) => column in table.withheld)).toEqual([]);
  });

  test("has the key by which versions are of one fact, and a district in it where that decides", () => {
    expect(table.key).toEqual(indexOf(entity, `${name}_current`));
    const district = typeof table.about === "object" && "orDistrict" in table.about ? [table.about.orDistrict] : [];
    expect(district.filter((column) => !table.key.includes(column))).toEqual([]);
  });

  test("is indexed in the order in which it is read", () => {
    expect(indexOf(entity, `${name}_opened_in`)).toEqual(["opened_in", "id"]);
    expect(indexOf(entity, `${name}_closed_in`)).toEqual(["closed_in", "id"]);
  });
});
