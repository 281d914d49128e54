import { useId } from "react";
import type { Caseload, CaseworkerLoad, WorkOwner } from "../operations/worklist.js";
import type { Viewer } from "../operations/viewer.js";
import { ownWork } from "./desk.js";
import { worklistTexts } from "./texts.js";

interface OwnerChoiceProps {
  readonly viewer: Viewer;
  readonly owner: WorkOwner;
  readonly caseload: Caseload | null;
  readonly onChoose: (owner: WorkOwner) => void;
}

/** For heads: all units, one of them, or one caseworker; and how much each has on the desk. */
export function OwnerChoice({ viewer, owner, caseload, onChoose }: OwnerChoiceProps) {
  const id = useId();
  const { loads = [], spread = null } = caseload ?? {};
  const desks = loads.filter(({ caseworker }) => caseworker !== null);
  return (
    <div className="owner">
      <label htmlFor={id}>{worklistTexts.whose}</label>
      <select id={id} value={nameOf(owner)} onChange={({ target }) => onChoose(JSON.parse(target.value) as WorkOwner)}>
        {viewer.roles.includes("CASEWORKER") && <option value={nameOf(ownWork(viewer))}>{worklistTexts.mine}</option>}
        <option value={nameOf({})}>{worklistTexts.allUnits}</option>
        {viewer.units.map(({ code: unit, shown }) => (
          <optgroup key={unit} label={shown}>
            <option value={nameOf({ unit })}>{worklistTexts.unit(shown)}</option>
            {desks.filter((desk) => desk.unit === unit).map(({ caseworker, caseworkerShown }) => (
              <option key={caseworker} value={nameOf({ caseworker: caseworker!, unit })}>{caseworkerShown}</option>
            ))}
          </optgroup>
        ))}
      </select>
      {loads.length > 0 && (
        <details>
          <summary>{worklistTexts.desks}</summary>
          {spread && <p className="hint">{worklistTexts.spread(spread.fewest, spread.most, spread.median)}</p>}
          <ul>{loads.map((load) => <Desk key={`${load.unit} ${load.caseworker}`} load={load} unitShown={unitShown(viewer, load.unit)} onChoose={onChoose} />)}</ul>
        </details>
      )}
    </div>
  );
}

function unitShown({ units }: Viewer, unit: string): string {
  return units.find(({ code }) => code === unit)?.shown ?? unit;
}

function Desk({ load, unitShown, onChoose }: { readonly load: CaseworkerLoad; readonly unitShown: string; readonly onChoose: (owner: WorkOwner) => void }) {
  const { unit, caseworker, caseworkerShown } = load;
  return (
    <li className="desk">
      {caseworker === null
        ? <b>{worklistTexts.nobody}</b>
        : <button type="button" className="link" onClick={() => onChoose({ caseworker, unit })}>{caseworkerShown}</button>}
      {" "}<span>{unitShown}</span>
      <span className="why">{worklistTexts.desk(load)}</span>
    </li>
  );
}

/** An owner as a choice of the list is called: the same for the same. */
function nameOf({ caseworker, unit }: WorkOwner): string {
  return JSON.stringify({ ...(caseworker !== undefined && { caseworker }), ...(unit !== undefined && { unit }) });
}
