import { registerAudit } from "#app/processes/cli/audit.ts";
import { registerCampaign } from "#app/processes/cli/campaign.ts";
import { registerFeePolicy } from "#app/processes/cli/fee-policy.ts";
import { registerFinding } from "#app/processes/cli/finding.ts";
import { registerCheck } from "#app/processes/cli/check.ts";
import { registerFigures } from "#app/processes/cli/figures.ts";
import { runCli } from "#app/processes/cli/frame.ts";
import { registerImport } from "#app/processes/cli/import.ts";
import { registerIncident } from "#app/processes/cli/incident.ts";
import { registerKeys } from "#app/processes/cli/keys.ts";
import { registerMigrate } from "#app/processes/cli/migrate.ts";
import { registerProtection } from "#app/processes/cli/protection.ts";
import { registerStore } from "#app/processes/cli/store.ts";

process.exitCode = await runCli(process.argv, process.env, [
  registerMigrate,
  registerIncident,
  registerFinding,
  registerFeePolicy,
  registerImport,
  registerCampaign,
  registerProtection,
  registerStore,
  registerFigures,
  registerCheck,
  registerAudit,
  registerKeys,
]);
