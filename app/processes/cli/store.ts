import type { Command } from "commander";
import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { announceDelivery } from "#app/domain/usim-swap/announce-delivery.server.ts";
import { closeStore } from "#app/domain/usim-swap/close-store.server.ts";
import { CardKind } from "#app/infra/db/generated/enums.ts";
import { BadData, exit, type CliDeps } from "#app/processes/cli/frame.ts";
import { kstDay, kstIso, parseKstMoment, startOfKstDay } from "#app/shared/time.ts";

const incidentFlag = ["--incident <id>", "whose store (default: the newest incident)"] as const;

const deliverySchema = z.object({
  card: z.enum(CardKind, { error: `--card is ${Object.values(CardKind).join(" or ")}` }),
  quantity: z
    .string()
    .regex(/^\d{1,5}$/, "--quantity is no whole number up to 99999")
    .transform(Number),
  on: z.iso.date("--on is no day (2025-09-22 is one)"),
});

const closeRefusals: Record<"no-reason" | "not-ahead" | "too-long", string> = {
  "no-reason": "--reason is empty",
  "not-ahead": "--until lies in the past, or is not after --from",
  "too-long": "only an operator closes a store for longer than 31 days ahead",
};

const deliveryRefusals: Record<"already-taken" | "no-quantity", string> = {
  "already-taken": "what was announced for that day has come",
  "no-quantity": "--quantity is less than 1",
};

export function registerStore(program: Command, { out, run }: CliDeps) {
  const store = program.command("store").description("a store's closures and deliveries");
  store
    .command("close")
    .description("shut it for a time; whoever is booked then is moved or told, in order")
    .argument("<store-ref>")
    .requiredOption("--from <time>", "2025-09-19T14:00 in Korean time, or a day, from its beginning")
    .requiredOption("--until <time>", "likewise, or a day, to its end")
    .requiredOption("--reason <text>", "why; people who are moved may ask")
    .option(...incidentFlag)
    .action((storeRef: string, options: { from: string; until: string; reason: string; incident?: string }) =>
      run(async (ctx) => {
        const from = moment("--from", options.from, startOfKstDay);
        const until = moment("--until", options.until);
        const storeId = await findStoreId(ctx, storeRef, options.incident);
        const closed = await closeStore(ctx, { storeId, from, until, reason: options.reason });
        if (!closed.ok) throw new BadData(closeRefusals[closed.refusal]);
        const { moved, lost } = closed.value;
        out(`${storeRef}: closed from ${kstIso(from)} until ${kstIso(until)}`);
        out(`${moved} visits moved, ${lost} lost: all of them are told`);
        return exit.done;
      }),
    );
  store
    .command("delivery")
    .description("say how many cards come on a day; nobody is booked on them before they have come")
    .argument("<store-ref>")
    .requiredOption("--card <kind>", Object.values(CardKind).join(" or "))
    .requiredOption("--quantity <n>", "how many")
    .requiredOption("--on <day>", "2025-09-22, in Korea")
    .option(...incidentFlag)
    .action((storeRef: string, options: { card: string; quantity: string; on: string; incident?: string }) =>
      run(async (ctx) => {
        const parsed = deliverySchema.safeParse(options);
        if (!parsed.success) throw new BadData(parsed.error.issues[0]?.message ?? "");
        const { card, quantity, on: dueOn } = parsed.data;
        if (dueOn < kstDay(ctx.now())) throw new BadData("--on lies in the past");
        const storeId = await findStoreId(ctx, storeRef, options.incident);
        const announced = await announceDelivery(ctx, { storeId, card, quantity, dueOn });
        if (!announced.ok) throw new BadData(deliveryRefusals[announced.refusal]);
        out(`${storeRef}: ${quantity} ${card} on ${dueOn}`);
        return exit.done;
      }),
    );
}

function moment(flag: string, text: string, ofDay?: (day: string) => Date): Date {
  const parsed = parseKstMoment(text);
  if (!parsed) throw new BadData(`${flag} is no time (2025-09-19T14:00 is one)`);
  return ofDay && text.trim().length === "2025-09-19".length ? ofDay(text.trim()) : parsed;
}

async function findStoreId(ctx: Ctx, storeRef: string, incident: string | undefined): Promise<number> {
  const incidentId =
    incident ??
    (await ctx.db.incident.findFirst({ orderBy: { createdAt: "desc" }, select: { id: true } }))?.id ??
    "";
  const store = await ctx.db.store.findUnique({
    where: { incidentId_storeRef: { incidentId, storeRef } },
    select: { id: true },
  });
  if (!store)
    throw new BadData(`no store "${storeRef}" in ${incidentId === "" ? "any incident" : incidentId}`);
  return store.id;
}
