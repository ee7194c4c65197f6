import { z } from "zod";
import type { SwapLineChoice } from "#app/domain/usim-swap/swap-choice.rules.ts";
import { cardFor, type CardKind } from "#app/domain/usim-swap/swap-choice.rules.ts";
import type { SwapLine } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { isLanguage } from "#app/locales/language.ts";

const cardSchema = z.enum(["usim", "esim"]);
const lineSchema = z.string().regex(/^\d{1,18}$/);
const momentSchema = z.iso.datetime({ offset: true });

const readCard = (value: unknown): CardKind | null => cardSchema.safeParse(value).data ?? null;

/** What has been chosen of a visit so far, as an address or a form says it; what can't be read hasn't been chosen. */
export function readVisitChoice(given: URLSearchParams | FormData) {
  const at = momentSchema.safeParse(given.get("at") ?? given.get("startsAt")).data;
  return {
    card: readCard(given.get("card")),
    lines: given.getAll("line").flatMap((line) => lineSchema.safeParse(line).data ?? []),
    store: textOf(given.get("store")),
    day: textOf(given.get("day")),
    at: at ? new Date(at) : null,
  };
}

/** Where stores are looked for. */
export function readStoreSearch(given: URLSearchParams) {
  const speaks = given.get("speaks");
  return {
    card: readCard(given.get("card")),
    region: given.get("region") ?? "",
    district: given.get("district") ?? "",
    speaks: isLanguage(speaks) ? speaks : null,
    stepFree: given.get("stepfree") === "yes",
  };
}

/**
 * The lines that a form names, `own` where it names none, each with its card. Whether they may be booked is
 * for the use case to say.
 */
export const linesOfForm = (
  { lines, card }: { lines: readonly string[]; card: CardKind | null },
  known: readonly SwapLineChoice[],
  own: bigint,
): SwapLine[] =>
  (lines.length > 0 ? [...new Set(lines)].map(BigInt) : [own]).map((subscriberId) => {
    const line = known.find(({ id }) => id === subscriberId);
    return { subscriberId, card: line ? cardFor(line.cardType, card) : (card ?? "usim") };
  });

const idSchema = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** The store of a form. Only what was forged has none. */
export function storeIdOf(formData: FormData): number {
  const id = idSchema.safeParse(formData.get("storeId"));
  if (!id.success) throw new Response(null, { status: 400 });
  return id.data;
}

/** The visit that a form was made for, if it was for one. */
export function visitIdOf(formData: FormData): bigint | null {
  const id = lineSchema.safeParse(formData.get("visit"));
  return id.success ? BigInt(id.data) : null;
}

const textOf = (value: FormDataEntryValue | null) => (typeof value === "string" ? value : "");
