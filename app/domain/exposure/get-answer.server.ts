import { z } from "zod";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { historyOf, type AnswerEntry, type AnswerIncident } from "#app/domain/exposure/answer.rules.ts";
import type { Verdict } from "#app/domain/incidents/incident.schema.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";

/** All that L1 may read of a line: kinds and days, never an identifier's value, an area or a payment. */
export type Answer = {
  incident: AnswerIncident;
  /** One entry a published finding, oldest first; the last is the answer in force. */
  history: AnswerEntry[];
  /** Whether the line is a minor's, and a guardian reads. */
  minor: boolean;
  /** When the newest card that a store put in began to work. */
  swappedAt: string | null;
};

type Row = {
  incident_id: string;
  minor: boolean;
  swapped_at: Date | null;
  announced_at: Date | null;
  texted_at: Date | null;
  verdict: Verdict | null;
  signalled: boolean;
  categories: string[];
  days: unknown;
  confirmed_count: number;
  confirmed_krw: number;
  suspected_count: number;
  suspected_krw: number;
  clearance_reason: string | null;
};

const daysSchema = z.record(z.string(), z.array(z.string()));

/**
 * The answer for a line as of `at` (default: now), with all that was said before. Throws NotFound for an
 * unknown line.
 */
export async function getAnswer(ctx: Ctx, subscriberId: bigint, at: Date = ctx.now()): Promise<Answer> {
  const { rows } = await ctx.pool.query<Row>({
    name: "get-answer",
    text: `select s.incident_id, s.guardian_msisdn_index is not null as minor,
        (select max(settled_at) from swaps where subscriber_id = s.id and state = 'active' and settled_at <= $2) as swapped_at, f.announced_at, e.verdict, e.signalled,
        e.categories, e.days, e.confirmed_count, e.confirmed_krw, e.suspected_count, e.suspected_krw, e.clearance_reason,
        (select o.settled_at from campaigns c
           join notices n on n.campaign_id = c.id and n.subscriber_id = s.id
           join outbox o on o.notice_id = n.id and o.channel = 'sms' and o.state = 'accepted'
         where c.finding_id = f.id and o.settled_at <= $2) as texted_at
      from subscribers s
      left join findings f on f.incident_id = s.incident_id and f.status = 'published' and f.announced_at <= $2
      left join exposures e on e.finding_id = f.id and e.subscriber_id = s.id
      where s.id = $1 order by f.announced_at`,
    values: [subscriberId.toString(), at],
  });
  const [first] = rows;
  if (!first) throw new NotFound("no such line");
  const { synthetic, names, categories, not_leaked, unknowns, remedies, hotline } = await getIncident(
    ctx,
    first.incident_id,
  );
  return {
    incident: { synthetic, names, categories, not_leaked, unknowns, remedies, hotline },
    minor: first.minor,
    swappedAt: first.swapped_at?.toISOString() ?? null,
    history: historyOf(
      rows.flatMap((row) =>
        row.announced_at
          ? [
              {
                announcedAt: row.announced_at,
                textedAt: row.texted_at,
                exposure: row.verdict && {
                  verdict: row.verdict,
                  signalled: row.signalled,
                  categories: row.categories,
                  days: daysSchema.parse(row.days),
                  confirmedCount: row.confirmed_count,
                  confirmedKrw: row.confirmed_krw,
                  suspectedCount: row.suspected_count,
                  suspectedKrw: row.suspected_krw,
                  clearanceReason: row.clearance_reason,
                },
              },
            ]
          : [],
      ),
    ),
  };
}
