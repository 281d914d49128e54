import tseslint from "typescript-eslint";

const BUILT = ["**/dist/", "**/build/", "**/.plasmo/", "**/.data/", "coverage/", "test-results/", "tests/samples/"];

/** A test that is left out, or leaves the others out, says nothing and looks green. */
const LEFT_OUT_TESTS = ["test", "it", "describe"].flatMap((object) =>
  ["only", "skip", "skipIf", "runIf", "todo", "fails"].map((property) => ({
    object,
    property,
    message: "Every test runs, everywhere: assert the other branch instead.",
  })),
);

export default tseslint.config(
  { ignores: BUILT },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-empty": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
      "prefer-const": "error",
      "max-lines": ["error", 350],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Name what you export: a name can be searched for." },
        { selector: "ExportAllDeclaration", message: "Import from the file itself: a barrel hides who imports whom." },
      ],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/return-await": "error",
      "@typescript-eslint/no-unnecessary-condition": "error",
      "@typescript-eslint/no-unnecessary-boolean-literal-compare": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  {
    // stdout belongs to what a command prints, and everything else to the log.
    files: ["gateway/**"],
    rules: { "no-console": "error" },
  },
  {
    // Migrations are one statement after the other; tests are lists of facts.
    files: ["entities/migrations/**", "tests/**"],
    rules: { "max-lines": "off" },
  },
  {
    files: ["tests/**"],
    rules: { "no-restricted-properties": ["error", ...LEFT_OUT_TESTS] },
  },
  {
    // Vitest, Plasmo and React take a file's default export.
    files: ["*.config.ts", "tests/*-reporter.ts", "extension/*.tsx", "extension/tabs/**"],
    rules: { "no-restricted-syntax": "off" },
  },
);
