import { openDemoIssuer } from "../access/demo-issuer.js";
import { parseTokenRequest, TOKEN_USAGE, UsageError } from "../access/token-request.js";
import { ConfigurationError, readConfiguration } from "../configuration.js";

/*
 * npm run token: prints an access token of the demo's own issuer on stdout, and nothing else.
 * Exit 0, 1 when it is refused (production, configuration), 2 when it was called in a wrong way.
 */
try {
  const viewer = parseTokenRequest(process.argv.slice(2));
  const issuer = await openDemoIssuer(readConfiguration());
  process.stdout.write(`${await issuer.issue(viewer)}\n`);
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${TOKEN_USAGE}\n`);
    process.exitCode = 2;
  } else if (error instanceof ConfigurationError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
