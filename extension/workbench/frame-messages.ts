/** What the workbench asks of the page scripts. */
export type WorkbenchRequest =
  /** Every frame that hears it says where it is, by a message of its own: an answer could come from one frame alone. */
  | { readonly type: "workbench"; readonly ask: "describe"; readonly call: string }
  | { readonly type: "workbench"; readonly ask: "copy" };

/**
 * The name of a port to a frame. With the adapter that is posted to it the frame draws in place of the served ones, and with the
 * word "Okänt" alone: nobody is asked about anybody. It does so for as long as the port lives: a workbench that is closed takes it along.
 */
export const PREVIEW_PORT = "workbenchPreview";

/** A frame of a tab. */
export interface FrameDescription {
  readonly type: "workbenchFrame";
  readonly call: string;
  readonly url: string;
  readonly title: string;
  readonly names: readonly string[];
}

/** A frame's document as it is now, without what we have drawn. */
export interface FrameCopy {
  readonly html: string;
  readonly url: string;
  readonly names: readonly string[];
}

/** Whether something that arrived is such a request. The page script checks who sent it. */
export function isWorkbenchRequest(value: unknown): value is WorkbenchRequest {
  return typeof value === "object" && value !== null && "type" in value && value.type === "workbench";
}

/** Whether something that arrived is the answer of a frame to this call. */
export function isFrameDescription(value: unknown, call: string): value is FrameDescription {
  return typeof value === "object" && value !== null && "type" in value && value.type === "workbenchFrame" && "call" in value && value.call === call;
}
