import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { openDraft, type Draft } from "#app/domain/exposure/open-draft.server.ts";
import { amountKrw, freeText, msisdn, pastInstant, ref } from "#app/domain/imports/cells.ts";
import { importFile, type ImportOptions, type ImportResult } from "#app/domain/imports/import-file.server.ts";
import { GOOD, repeats, type ImportKind } from "#app/domain/imports/import-kind.ts";
import { reconcileSql } from "#app/domain/reconciliation/reconcile-lists.server.ts";
import { listRowOwner } from "#app/domain/reconciliation/reconciliation.rules.ts";

/**
 * Takes in what the police or the people themselves know of payments, sets it beside the carrier's, and opens
 * a case for each row that has no match, all in one transaction. A reference stands for one row of its source
 * in the whole incident: a list handed in again, with a later finding too, changes the rows it says
 * otherwise, opens their cases again where they have no match, and adds the new ones. Number and name are
 * sealed before they leave this process.
 */
export const importClaimsList = (
  ctx: Ctx,
  findingKey: string,
  options: ImportOptions,
): Promise<ImportResult> =>
  importFile(ctx, options, async (client) => {
    const target = await openDraft(ctx, client, findingKey, (draft) => claimsListKind(ctx, draft));
    // As publishing does: the lists of two drafts of one incident, too, come one after the other.
    if (target.refusal === undefined)
      await client.query(
        "select 1 from incidents where id = (select incident_id from findings where key = $1) for update",
        [findingKey],
      );
    return target;
  });

const claimsListKind = (ctx: Ctx, draft: Draft) => {
  const row = z.object({
    source: ref,
    reference: ref,
    msisdn,
    name: freeText,
    at: pastInstant(ctx.now()),
    amount_krw: amountKrw,
  });
  const values = "envelope, key_id, row_digest, msisdn_index, at, amount_krw";
  const held = `claims_list_rows held join findings on findings.id = held.finding_id
    and findings.incident_id = ${draft.incident}`;
  const same = "held.source = staged.source and held.reference = staged.reference";
  return {
    name: "claims-list",
    row,
    prose: ["name"],
    staging: {
      source: "text",
      reference: "text",
      envelope: "bytea",
      key_id: "text",
      row_digest: "bytea",
      msisdn_index: "bytea",
      at: "timestamptz(3)",
      amount_krw: "int",
      changed: "boolean",
    },
    stage: (listed) => {
      const owner = listRowOwner(draft.definition.id, listed.source, listed.reference);
      const sealed = ctx.vault.seal(owner, { msisdn: listed.msisdn, name: listed.name });
      return [
        listed.source,
        listed.reference,
        bytea(sealed.envelope),
        sealed.keyId,
        bytea(ctx.vault.blindIndex("row", JSON.stringify(listed))),
        bytea(ctx.vault.blindIndex("msisdn", listed.msisdn)),
        listed.at.toISOString(),
        listed.amount_krw,
        null,
      ];
    },
    checks: [repeats("reference", "the source and reference", ["source", "reference"])],
    warnings: [],
    // The lists of an incident are thousands of rows, not millions, and can be matched only when all are
    // there: `write` just counts.
    prepare: [
      `update staged set changed = not exists (
         select from ${held} where ${same} and held.row_digest = staged.row_digest) where ${GOOD}`,
      `update claims_list_rows set (${values}, match, subscriber_id, payment_id) = row(
         staged.envelope, staged.key_id, staged.row_digest, staged.msisdn_index, staged.at, staged.amount_krw,
         'no_line'::"ClaimsListMatch", null, null)
       from staged, ${held} where changed and ${same} and claims_list_rows.id = held.id`,
      `insert into claims_list_rows (finding_id, source, reference, match, ${values})
       select ${draft.findingId}, source, reference, 'no_line', ${values} from staged
       where changed and not exists (select from ${held} where ${same}) order by line`,
      ...reconcileSql(
        ctx,
        draft,
        `exists (select from staged
           where changed and staged.source = listed.source and staged.reference = listed.reference)`,
      ),
    ],
    write: ["select from staged where changed and line between $1 and $2"],
  } satisfies ImportKind<typeof row>;
};

const bytea = (bytes: Uint8Array<ArrayBuffer>) => `\\x${Buffer.from(bytes).toString("hex")}`;
