import type { Viewer } from "../../gateway/access/viewer.js";

/** Someone who can sign in at the issuer of demo and tests. */
export interface Person {
  /** As it stands on the login page. */
  readonly name: string;
  /** What the person does, in a few Swedish words. */
  readonly work: string;
  readonly viewer: Viewer;
}

/** The people of the demo: members of staff of the sample, and two whom it has no need of. */
export const DEMO_PEOPLE: readonly Person[] = [
  { name: "Nils Hallberg", work: "biståndshandläggare, HALAO1", viewer: { subject: "NIHA13", roles: ["CASEWORKER"], units: ["HALAO1"] } },
  {
    name: "Astrid Rådström",
    work: "biståndshandläggare, HALAO2, ersätter Nils Hallberg 28 november–2 december 2022",
    viewer: { subject: "ASRA23", roles: ["CASEWORKER"], units: ["HALAO2"], covers: [{ colleague: "NIHA13", from: "2022-11-28", until: "2022-12-02" }] },
  },
  { name: "Leyla Lundgren", work: "enhetschef, HALAO1", viewer: { subject: "LELU16", roles: ["MANAGER"], units: ["HALAO1"] } },
  { name: "Cecilia Controller", work: "controller, hela staden", viewer: { subject: "CONT01", roles: ["CONTROLLER"], units: null } },
  { name: "Didrik Drift", work: "drift", viewer: { subject: "DRIFT1", roles: ["OPERATOR"], units: null } },
];
