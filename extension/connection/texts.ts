import { inBoth } from "../language.js";
export const toolbarTexts = inBoth({ name: "Överblick", permissionMissing: "Överblick: ett klick återstår på inställningssidan" }, { name: "Överblick", permissionMissing: "Överblick: one click is left on its settings page" });
