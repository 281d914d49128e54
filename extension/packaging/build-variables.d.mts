export function buildVariables(environment: Readonly<Record<string, string | undefined>>, isFirefox: boolean): Record<string, string>;
