import { hashOfNumber, hashOfRow } from "../access/keyed-hash.js";
import type { KeyRing } from "../access/keys.js";
import { seal } from "../access/sealed-text.js";
import { copyBytes, copyText } from "../database/copy-text.js";
import type { SourceType, StagedColumn, Target } from "../sources/source-type.js";

/** A column of the staging table as the database has it. */
export interface StageColumn {
  readonly name: string;
  readonly sqlType: StagedColumn["sqlType"] | "bytea";
}

/** The columns of a target's table besides its key, as they are stored. */
export function storedColumns(target: Target): string[] {
  const { columns, sealed = [] } = target;
  const stored = columns.flatMap((column) => (sealed.includes(column) ? [sealedColumn(column), hashColumn(column)] : [column]));
  return sealed.length > 0 ? [...stored, ROW_HASH] : stored;
}

/** The columns that tell whether a fact changed. */
export function comparedColumns(target: Target): readonly string[] {
  return target.sealed ? [ROW_HASH] : target.columns;
}

/** A source's columns as they are staged: what is stored sealed is staged so, too. */
export function stageColumns(source: SourceType): StageColumn[] {
  const target = sealedTarget(source);
  const columns = source.staged.flatMap((column): StageColumn[] => {
    if (column.hashed) return [{ name: hashColumn(column.name), sqlType: "bytea" }];
    return target?.sealed.includes(column.name)
      ? [{ name: sealedColumn(column.name), sqlType: "bytea" }, { name: hashColumn(column.name), sqlType: "bytea" }]
      : [column];
  });
  return target ? [...columns, { name: ROW_HASH, sqlType: "bytea" }] : columns;
}

/** A function that writes a row's values as COPY takes them, in the order of {@link stageColumns}. */
export function cellWriter(source: SourceType, ring: KeyRing): (values: readonly (string | null)[]) => string {
  const target = sealedTarget(source);
  const writers = source.staged.map((column): ((value: string) => string) | null => {
    if (column.hashed) return (value) => copyBytes(hashOfNumber(ring, value));
    if (!target?.sealed.includes(column.name)) return null;
    const place = `${target.table}.${sealedColumn(column.name)}` as const;
    return (value) => `${copyBytes(seal(ring, value, place))}\t${copyBytes(hashOfNumber(ring, value))}`;
  });
  const nulls = source.staged.map(({ name }) => (target?.sealed.includes(name) ? "\\N\t\\N" : "\\N"));
  const hashed = target?.columns.map((column) => source.staged.findIndex(({ name }) => name === column)) ?? null;
  return (values) => {
    let line = "";
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at] ?? null;
      line += `\t${value === null ? nulls[at]! : (writers[at]?.(value) ?? copyText(value))}`;
    }
    return hashed === null ? line : `${line}\t${copyBytes(hashOfRow(ring, hashed.map((at) => values[at] ?? null)))}`;
  };
}

/** The column that stands for all of a table's columns where some are sealed. */
export const ROW_HASH = "row_hash";

export function sealedColumn(column: string): string {
  return `${column}_sealed`;
}

export function hashColumn(column: string): string {
  return `${column}_hash`;
}

/** One table at most has sealed columns: all that is personal stands together. */
function sealedTarget({ targets }: SourceType): Required<Target> | null {
  const target = targets.find(({ sealed }) => sealed !== undefined);
  return target?.sealed ? { ...target, sealed: target.sealed } : null;
}
