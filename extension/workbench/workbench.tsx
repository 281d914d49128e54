import { useCallback, useEffect, useMemo, useState } from "react";
import type { Adapter } from "../../schema/adapter/adapter.js";
import { readSaved } from "../pages/read-saved.js";
import { AdapterEditor } from "./adapter-editor.js";
import { adapterText, readAdapterText } from "./adapter-text.js";
import { ChoosePage } from "./choose-page.js";
import { copyFrame, type OpenPage, previewOn } from "./open-pages.js";
import { PageCopy, type PointedElements, type PointedPart } from "./page-copy.js";
import { Point } from "./point.js";
import { proposePage } from "./propose.js";
import { Reading } from "./reading.js";
import { readSavedPage } from "./saved-page.js";
import { SavedPages } from "./saved-pages.js";
import { workbenchStyle } from "./style.js";
import { workbenchTexts } from "./texts.js";

/** The page that is worked on: a copy of an open one, or a saved one. */
interface WorkPage {
  readonly document: Document;
  readonly url: string | null;
  readonly frame: string | null;
  readonly name: string;
  readonly open: OpenPage | null;
}

const NEXT: Readonly<Record<PointedPart, PointedPart>> = { row: "key", key: "badge", badge: "badge" };

async function fromOpenPage(open: OpenPage): Promise<WorkPage | null> {
  const copy = await copyFrame(open);
  if (copy === null) return null;
  const document = new DOMParser().parseFromString(copy.html, "text/html");
  return { document, url: copy.url, frame: copy.names[0] ?? null, name: open.title, open };
}

async function fromFile(file: File): Promise<WorkPage> {
  const { document, url, name } = await readSavedPage(file);
  return { document, url, frame: null, name, open: null };
}

function hostOf(url: string | null): string | null {
  return url === null || !url.startsWith("http") ? null : `${new URL(url).protocol}//${new URL(url).hostname}/*`;
}

/** Points at a page, and describes what was pointed at. */
export function Workbench() {
  const [page, setPage] = useState<WorkPage | null>(null);
  const [isGone, setIsGone] = useState(false);
  const [pointed, setPointed] = useState<PointedElements>({});
  const [part, setPart] = useState<PointedPart>("row");
  const [isOneClient, setIsOneClient] = useState(false);
  const [text, setText] = useState("");
  const read = useMemo(() => readAdapterText(text), [text]);
  const readings = useMemo(() => (page && read.adapter ? readSaved(page.document, [read.adapter], { url: page.url, frame: page.frame }) : []), [page, read]);

  const take = useCallback((taken: WorkPage | null): void => {
    setIsGone(taken === null);
    setPage(taken);
    setPointed({});
    setPart("row");
    setIsOneClient(false);
  }, []);
  const onPoint = useCallback((element: Element): void => {
    setPointed((before) => ({ ...before, [part]: part === "row" ? (element.closest("tr") ?? element) : element }));
    setPart(NEXT[part]);
  }, [part]);

  const proposal = useMemo(() => {
    const { row, key, badge } = pointed;
    if (!page || !key || (!row && !isOneClient)) return undefined;
    return proposePage(page, { row: isOneClient ? null : row!, key, badge: badge ?? null });
  }, [page, pointed, isOneClient]);
  useEffect(() => {
    if (proposal) setText(adapterText(hostOf(page?.url ?? null), proposal));
  }, [proposal, page]);

  return (
    <div className="bench">
      <style>{workbenchStyle}</style>
      <main>
        <h1>{workbenchTexts.title}</h1>
        <p className="intro">{workbenchTexts.intro}</p>
        <ChoosePage chosen={page?.open ?? null} onOpenPage={(open) => void fromOpenPage(open).then(take)} onFiles={([file]) => file && void fromFile(file).then(take)} />
        {isGone && <p className="notice fault" role="status">{workbenchTexts.gone}</p>}
        {page && (
          <Point
            part={part}
            done={new Set(Object.keys(pointed) as PointedPart[])}
            isOneClient={isOneClient}
            onPart={setPart}
            onOneClient={(is) => {
              setIsOneClient(is);
              setPart(is ? "key" : "row");
            }}
          />
        )}
        {proposal === null && <p className="notice fault" role="status">{workbenchTexts.nothingFound}</p>}
        {text !== "" && (
          <>
            <AdapterEditor text={text} read={read} onChange={setText} />
            {page && read.adapter && (
              <section>
                <h2>{workbenchTexts.result}</h2>
                <Reading readings={readings} />
                {page.open && <Preview page={page.open} adapter={read.adapter} />}
              </section>
            )}
            <SavedPages adapter={read.adapter} />
            <Export text={text} adapter={read.adapter} />
          </>
        )}
      </main>
      <aside className="side" aria-label={workbenchTexts.copyLabel}>
        {page ? <PageCopy document={page.document} url={page.url} name={page.name} pointed={pointed} onPoint={onPoint} /> : <p className="empty">{workbenchTexts.nothingChosen}</p>}
      </aside>
    </div>
  );
}

/** Draws on the open page, and stops when the adapter changes or the workbench is left. */
function Preview({ page, adapter }: { readonly page: OpenPage; readonly adapter: Adapter }) {
  const [isOn, setIsOn] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    return previewOn(page, adapter, () => setIsOn(false));
  }, [isOn, page, adapter]);
  return (
    <div className="buttons">
      <button type="button" className="plain" aria-pressed={isOn} onClick={() => setIsOn(!isOn)}>{isOn ? workbenchTexts.endPreview : workbenchTexts.preview}</button>
      <small role="status">{isOn ? workbenchTexts.previewing : workbenchTexts.previewHint}</small>
    </div>
  );
}

function Export({ text, adapter }: { readonly text: string; readonly adapter: Adapter | null }) {
  const download = (): void => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    link.download = `${adapter?.system ?? "adapter"}.yaml`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <section>
      <h2>{workbenchTexts.export}</h2>
      <p className="hint">{workbenchTexts.exportHint}</p>
      <button type="button" className="main" disabled={adapter === null} onClick={download}>{workbenchTexts.download}</button>
    </section>
  );
}
