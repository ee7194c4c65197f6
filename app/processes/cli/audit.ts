import type { Command } from "commander";
import { chainAuditEvents } from "#app/domain/audit/chain-audit-events.server.ts";
import { verifyAuditChain, type ChainFault } from "#app/domain/audit/verify-audit-chain.server.ts";
import { auditAnchor } from "#app/infra/audit-anchor.server.ts";
import { WrongUsage } from "#app/processes/cli/connect.ts";
import { exit, type CliDeps } from "#app/processes/cli/frame.ts";

export function registerAudit(program: Command, { out, err, run }: CliDeps) {
  const group = program.command("audit").description("the record of who did what");

  group
    .command("verify")
    .description("whether the record is whole; exit 1 and the first bad or missing row where it isn't")
    .action(() =>
      run(async (ctx, { auditAnchorUrl }) => {
        const heads = auditAnchorUrl ? await auditAnchor(auditAnchorUrl).list() : [];
        if (!auditAnchorUrl)
          err("AUDIT_ANCHOR_URL is not set: without the heads that went out, a cut-off tail can't be seen.");
        const { rows, waiting, fault } = await verifyAuditChain(ctx, heads);
        if (fault) out(explain(fault));
        out(
          `${rows} rows, ${waiting} waiting for their place, ${heads.length} heads outside: ${fault ? "NOT whole" : "whole"}`,
        );
        return fault ? exit.broken : exit.done;
      }),
    );

  group
    .command("anchor")
    .description("chain what waits, and send the head out now")
    .action(() =>
      run(async (ctx, { auditAnchorUrl }) => {
        if (!auditAnchorUrl) throw new WrongUsage("AUDIT_ANCHOR_URL is not set.");
        let head = null;
        for (let chained = 1; chained > 0;) ({ chained, head } = await chainAuditEvents(ctx));
        if (head) await auditAnchor(auditAnchorUrl).put({ ...head, at: new Date().toISOString() });
        out(head ? `row ${head.number} is the head, and went out` : "the record is empty");
        return exit.done;
      }),
    );
}

function explain(fault: ChainFault): string {
  switch (fault.what) {
    case "missing":
      return `row ${fault.number} is missing`;
    case "altered":
      return `row ${fault.number} is not as it was written, or not in its place`;
    case "event-deleted":
      return `row ${fault.number}: its event was deleted`;
    case "not-the-anchored":
      return `row ${fault.number} is another than the one whose head went out`;
    case "cut":
      return `row ${fault.number} is missing, and all after it: heads went out up to row ${fault.upTo}`;
    case "unchained":
      return `event ${fault.eventId} was taken out of the chain`;
  }
}
