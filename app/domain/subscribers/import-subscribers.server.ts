import pg from "pg";
import { z } from "zod";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { lockIncident } from "#app/domain/exposure/finding-lock.server.ts";
import { birthDate, email, freeText, msisdn, oneOf, ref } from "#app/domain/imports/cells.ts";
import {
  importFile,
  type ImportOptions,
  type ImportResult,
  type ImportTarget,
} from "#app/domain/imports/import-file.server.ts";
import { GOOD, repeats, type ImportKind } from "#app/domain/imports/import-kind.ts";
import { sealPersonalData } from "#app/domain/subscribers/seal-personal-data.server.ts";
import { languages } from "#app/locales/language.ts";

/**
 * Takes in an incident's lines with their holders and accounts. Personal data is sealed before it leaves this
 * process, the temporary table included; a line whose row is the same as last time is left alone. A line is
 * one contract of one holder (docs/decisions/019): a row that hands a known one to somebody else is rejected.
 * Refuses an incident that was purged; throws NotFound.
 */
export const importSubscribers = (
  ctx: Ctx,
  incidentId: string,
  options: ImportOptions,
): Promise<ImportResult> => importFile(ctx, options, (client) => openIncident(ctx, client, incidentId));

async function openIncident(
  ctx: Ctx,
  client: pg.PoolClient,
  incidentId: string,
): Promise<ImportTarget<ReturnType<typeof subscribersKind>>> {
  await lockIncident(client, incidentId);
  const incident = await ctx.db.incident.findUnique({ where: { id: incidentId } });
  if (!incident) throw new NotFound(`no incident "${incidentId}"`);
  if (incident.purgedAt) return { refusal: `the personal data of ${incidentId} has been erased` };
  return { kind: subscribersKind(ctx, incidentId), subject: { type: "incident", id: incidentId } };
}

const subscribersKind = (ctx: Pick<Ctx, "vault" | "now">, incidentId: string) => {
  const row = z.object({
    subscriber_ref: ref,
    holder_ref: ref,
    account_ref: ref,
    holder_type: oneOf("person", "company"),
    msisdn,
    name: freeText,
    birth_date: birthDate(ctx.now()).optional(),
    language: oneOf(...languages),
    email: email.optional(),
    network: oneOf("LTE", "5G"),
    line_status: oneOf("active", "ended", "ported"),
    guardian_msisdn: msisdn.optional(),
    mvno_brand: freeText.optional(),
    priority: oneOf("senior", "disabled").optional(),
    card_type: oneOf("usim", "esim", "both"),
  });
  const incident = pg.escapeLiteral(incidentId);
  const values = [
    "msisdn_index",
    "guardian_msisdn_index",
    "person_index",
    "envelope",
    "key_id",
    "row_digest",
    "has_birth_date",
    "has_email",
    "language",
    "network",
    "line_status",
    "card_type",
    "priority",
    "mvno_brand",
  ];
  const written = ["holder_id", "account_id", ...values];
  /** The row that the database holds of the line. */
  const existing = `subscribers existing on existing.incident_id = ${incident}
    and existing.subscriber_ref = staged.subscriber_ref`;
  const slice = `${GOOD} and line between $1 and $2`;
  return {
    name: "subscribers",
    row,
    prose: ["name", "mvno_brand"],
    staging: {
      subscriber_ref: "text",
      holder_ref: "text",
      account_ref: "text",
      holder_type: '"HolderType"',
      msisdn_index: "bytea",
      guardian_msisdn_index: "bytea",
      person_index: "bytea",
      envelope: "bytea",
      key_id: "text",
      row_digest: "bytea",
      has_birth_date: "boolean",
      has_email: "boolean",
      language: '"Language"',
      network: '"Network"',
      line_status: '"LineStatus"',
      card_type: '"CardType"',
      priority: '"Priority"',
      mvno_brand: "text",
    },
    stage: (line) => {
      const sealed = sealPersonalData(
        ctx.vault,
        { incidentId, subscriberRef: line.subscriber_ref },
        {
          name: line.name,
          birthDate: line.birth_date ?? null,
          msisdn: line.msisdn,
          email: line.email ?? null,
          guardianMsisdn: line.guardian_msisdn ?? null,
        },
      );
      return [
        line.subscriber_ref,
        line.holder_ref,
        line.account_ref,
        line.holder_type,
        bytea(sealed.msisdnIndex),
        sealed.guardianMsisdnIndex && bytea(sealed.guardianMsisdnIndex),
        sealed.personIndex && bytea(sealed.personIndex),
        bytea(sealed.envelope),
        sealed.keyId,
        bytea(ctx.vault.blindIndex("row", JSON.stringify(line))),
        String(sealed.hasBirthDate),
        String(sealed.hasEmail),
        line.language,
        line.network,
        line.line_status,
        line.card_type,
        line.priority ?? null,
        line.mvno_brand ?? null,
      ];
    },
    checks: [
      repeats("subscriber_ref", "the subscriber_ref", ["subscriber_ref"]),
      {
        column: "holder_type",
        lines: `select line from staged join (
            select holder_ref, (array_agg(holder_type order by line))[1] as said from staged where ${GOOD}
            group by holder_ref having min(holder_type) <> max(holder_type)) as torn using (holder_ref)
          where ${GOOD} and holder_type <> said`,
        reason: "is another than an earlier line's for the same holder_ref",
      },
      {
        // All that the former holder has here, payments, claims and letters, would be the new one's.
        column: "holder_ref",
        lines: `select staged.line from staged join ${existing} join holders known on known.id = existing.holder_id
          where ${GOOD} and known.holder_ref <> staged.holder_ref`,
        reason: `is not the holder of this subscriber_ref: give the former contract as ended or ported with its own holder, and the new one under a new subscriber_ref`,
      },
      repeats("msisdn", "the number", ["msisdn_index"], "line_status = 'active'"),
      {
        // A line of the file may take over the number of one that the file itself moves out of the way.
        column: "msisdn",
        lines: `select staged.line from staged join subscribers other on other.incident_id = ${incident}
            and other.msisdn_index = staged.msisdn_index and other.line_status = 'active'
            and other.subscriber_ref <> staged.subscriber_ref
          where ${GOOD} and staged.line_status = 'active' and not exists (select from staged moved
            where moved.problem is null and moved.subscriber_ref = other.subscriber_ref)`,
        reason: "is the number of another active line of this incident",
        again: true,
      },
    ],
    warnings: [],
    prepare: [
      // So that lines may swap numbers, or one take over another's, whatever the order they are written in.
      `update subscribers existing set msisdn_index = null from staged
       where ${GOOD} and existing.incident_id = ${incident} and existing.subscriber_ref = staged.subscriber_ref
         and existing.line_status = 'active'
         and (existing.msisdn_index <> staged.msisdn_index or staged.line_status <> 'active')`,
    ],
    write: [
      `insert into holders (incident_id, holder_ref, holder_type)
       select distinct ${incident}, holder_ref, holder_type from staged where ${slice}
       on conflict (incident_id, holder_ref) do update set holder_type = excluded.holder_type
       where holders.holder_type <> excluded.holder_type`,
      `insert into accounts (incident_id, account_ref)
       select distinct ${incident}, account_ref from staged where ${slice}
       on conflict (incident_id, account_ref) do nothing`,
      `insert into subscribers (incident_id, subscriber_ref, ${written.join(", ")})
       select ${incident}, staged.subscriber_ref, holder.id, account.id, ${values.map((name) => `staged.${name}`).join(", ")}
       from staged
       join holders holder on holder.incident_id = ${incident} and holder.holder_ref = staged.holder_ref
       join accounts account on account.incident_id = ${incident} and account.account_ref = staged.account_ref
       left join ${existing}
       where ${slice} and existing.row_digest is distinct from staged.row_digest
       on conflict (incident_id, subscriber_ref) do update
       set ${written.map((name) => `${name} = excluded.${name}`).join(", ")}`,
    ],
  } satisfies ImportKind<typeof row>;
};

const bytea = (bytes: Uint8Array<ArrayBuffer>) =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
