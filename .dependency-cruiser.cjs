/**
 * The arrows between the rooms of the house (docs/decisions, "One way through the house"): data goes one way,
 *
 *   files -> sources -> loading -> entities -> rules -> findings -> resolvers -> schema -> extension
 *
 * and what a room may import follows from that. tests/ may import everything.
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment: "Files that need each other are one file, or lack a third that both need.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "entities-know-nothing",
      comment: "Entities are the truth of the mapping: they stand on TypeORM alone.",
      severity: "error",
      from: { path: "^entities/" },
      to: { path: "^(gateway|schema|extension|tests)/" },
    },
    {
      name: "rules-are-pure",
      comment: "Rules are functions of facts and a date: no database, no files of other rooms, no network.",
      severity: "error",
      from: { path: "^gateway/rules/" },
      to: { path: "^(gateway/(?!rules/|project-root|error-code)|entities|schema|extension|tests)/?" },
    },
    {
      name: "rules-have-no-database",
      comment: "See rules-are-pure.",
      severity: "error",
      from: { path: "^gateway/rules/" },
      to: { path: "node_modules/(typeorm|pg|pg-copy-streams|fastify|type-graphql|@apollo)/" },
    },
    {
      name: "schema-is-the-contract",
      comment: "The contract stands by itself; both the gateway and the extension stand on it.",
      severity: "error",
      from: { path: "^schema/" },
      to: { path: "^(gateway|entities|extension|tests)/" },
    },
    {
      name: "nothing-reaches-back",
      comment: "Reading files and loading them happens without the API.",
      severity: "error",
      from: { path: "^gateway/(sources|loading|findings|access)/" },
      to: { path: "^(gateway/(intake|resolvers|commands)|schema)/" },
    },
    {
      name: "sources-only-read",
      comment: "A source recognises and parses files. What becomes of the rows is the loading engine's.",
      severity: "error",
      from: { path: "^gateway/sources/" },
      to: { path: "^(gateway/(loading|findings|access|pages|reports|database)|entities)/" },
    },
    {
      name: "resolvers-are-thin",
      comment: "Resolvers ask access, findings, reports and the queries beside them; never the way in.",
      severity: "error",
      from: { path: "^gateway/resolvers/" },
      to: { path: "^gateway/(sources|loading/(?!query-)|intake/(?!operator-work|load-work)|commands)/?" },
    },
    {
      name: "commands-are-the-outside",
      comment: "Commands put the parts together. Nothing imports them.",
      severity: "error",
      from: { pathNot: "^(gateway/commands|tests)/" },
      to: { path: "^gateway/commands/" },
    },
    {
      name: "extension-sees-the-contract-alone",
      comment: "What the browser gets is generated from the schema; the gateway's code stays on the server.",
      severity: "error",
      from: { path: "^extension/" },
      to: { path: "^(gateway|entities|tests)/" },
    },
    {
      name: "gateway-knows-no-client",
      comment: "The extension is one client of several. The demo brings its own, stand-in case system and browser; and saved pages are read by the reader of the extension.",
      severity: "error",
      from: { path: "^(gateway|schema)/", pathNot: "^gateway/commands/(start|pages|demo-[a-z-]+)\\.ts$" },
      to: { path: "^(extension|tests)/" },
    },
    {
      name: "page-scripts-have-no-framework",
      comment: "Page scripts run on every page of the case system: React is for the extension's own pages.",
      severity: "error",
      from: { path: "^extension/(contents|overlay|pages|background)/" },
      to: { path: "node_modules/(react|react-dom)/" },
    },
    {
      name: "worker-has-no-page",
      comment: "The service worker has no document: what makes elements as soon as it is loaded would end it, and with it everything.",
      severity: "error",
      from: { path: "^extension/background/index\\.ts$" },
      to: { path: "^extension/overlay/host\\.ts$", reachable: true },
    },
    {
      name: "no-development-package",
      comment: "Production installs without development packages.",
      severity: "error",
      from: { path: "^(gateway|schema|entities)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nothing-missing",
      comment: "An import that leads nowhere, or to a package that no package.json names.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|extension/build|extension/\\.plasmo|tests/samples)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
