import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, getOperationAST, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import {
  acknowledgeFindingOperation, caseFileOperation, disputeFindingOperation, recordReminderOperation, reminderTextOperation,
  withdrawAcknowledgementOperation,
} from "../../../extension/operations/case-work.js";
import { checkDecisionOperation } from "../../../extension/operations/check-decision.js";
import { overlayOperation } from "../../../extension/operations/overlay.js";
import { pageAdaptersOperation } from "../../../extension/operations/page-adapters.js";
import { viewerOperation } from "../../../extension/operations/viewer.js";
import { deskOperation, worklistCountsOperation, worklistOperation } from "../../../extension/operations/worklist.js";
import { projectRoot } from "../../../gateway/project-root.js";

const SCHEMA = buildSchema(readFileSync(join(projectRoot(), "schema", "schema.graphql"), "utf8"));

const OPERATIONS = [
  overlayOperation, pageAdaptersOperation, viewerOperation, worklistOperation, worklistCountsOperation, deskOperation, checkDecisionOperation, caseFileOperation,
  acknowledgeFindingOperation, withdrawAcknowledgementOperation, disputeFindingOperation, recordReminderOperation, reminderTextOperation,
];

describe("the extension's operations", () => {
  it.each(OPERATIONS)("$name fits the schema", ({ text }) => {
    expect(validate(SCHEMA, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  it.each(OPERATIONS)("$name is named as it is sent", ({ name, text }) => {
    expect(getOperationAST(parse(text), name)?.name?.value).toBe(name);
  });
});
