import { useState } from "react";
import { askForPermissions, hasAll, type MissingPermissions } from "../missing-permissions.js";
import { settingsTexts } from "./texts.js";

/** Says which permissions are missing, and has the browser ask for them; nothing where none is. */
export function PermissionNotice({ missing }: { readonly missing: MissingPermissions }) {
  const [isGranted, setIsGranted] = useState<boolean | null>(null);
  const needs = !hasAll(missing);
  return (
    <>
      {needs && (
        <section className="missing ATTENTION">
          <h2>{settingsTexts.permissionTitle}</h2>
          <p>{settingsTexts.permissionWhy}</p>
          {missing.pages.length > 0 && <p>{settingsTexts.permissionPages(missing.pages.join(", "))}</p>}
          {missing.addresses.length > 0 && <p>{settingsTexts.permissionAddresses(missing.addresses.join(", "))}</p>}
          <div className="buttons">
            <button type="button" className="main" onClick={() => void askForPermissions(missing).then(setIsGranted)}>{settingsTexts.permit}</button>
          </div>
        </section>
      )}
      <p role="status" className={isGranted === false && needs ? "notice fault" : "notice"}>
        {isGranted === null ? "" : isGranted ? settingsTexts.permitted : needs ? settingsTexts.refused : ""}
      </p>
    </>
  );
}
