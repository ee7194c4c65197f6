import { z } from "zod";
import { cancelWalkIn } from "#app/domain/usim-swap/cancel-walk-in.server.ts";
import { checkIn } from "#app/domain/usim-swap/check-in.server.ts";
import { completeUsimSwap } from "#app/domain/usim-swap/complete-usim-swap.server.ts";
import { confirmIdCheck } from "#app/domain/usim-swap/confirm-id-check.server.ts";
import type { StoreVisit } from "#app/domain/usim-swap/find-visit-by-code.server.ts";
import { storeActions } from "#app/domain/usim-swap/id-check.rules.ts";
import { openStoreAction } from "#app/domain/usim-swap/open-store-action.server.ts";
import { recordIdCheck } from "#app/domain/usim-swap/record-id-check.server.ts";
import { CardKind, IdDocument, Relationship } from "#app/infra/db/generated/enums.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import type { StaffArgs } from "#app/http/staff-route.server.ts";
import { idIn, parseForm } from "#app/routes/store/store-form.ts";
import { ok, type Result } from "#app/shared/result.ts";
import type { OpenedAction } from "#app/ui/store-action.tsx";
import type { StoreProblem } from "#app/ui/store-problem.tsx";

type Args = StaffArgs & { formData: FormData };
/** Done, or what to show of it on the page itself. */
export type Acted = Result<OpenedAction | null, StoreProblem>;

const lookedSchema = z.object({ document: z.enum(IdDocument), name: z.string(), birthDate: z.string() });
const relationshipSchema = z.object({ relationship: z.enum(Relationship) });
const actionSchema = z.object({ path: z.enum(storeActions) });
const cardSchema = z.object({ card: z.enum(CardKind) });

/** What stands in a document, as the form has it. */
export function documentIn(formData: FormData) {
  const { document, name, birthDate } = parseForm(lookedSchema, formData);
  return { document, words: { name, birthDate } };
}

const idCheck =
  (result: "matched" | "not_matched") =>
  async ({ ctx, formData }: Args): Promise<Acted> =>
    done(
      await recordIdCheck(ctx, {
        bookingId: idIn(formData, "booking"),
        result,
        ...documentIn(formData),
        relationship: parseForm(relationshipSchema, formData).relationship,
      }),
    );

/** What can be done with any ID check of the own store. */
export const checkActs: Record<string, (args: Args) => Promise<Acted>> = {
  "document-check": async ({ ctx, formData }) =>
    done(
      await confirmIdCheck(ctx, {
        idCheckId: idIn(formData, "check"),
        documentRef: formText(formData, "reference").trim(),
      }),
    ),

  async "open-action"({ ctx, formData }) {
    const { path } = parseForm(actionSchema, formData);
    const opened = await openStoreAction(ctx, { idCheckId: idIn(formData, "check"), path });
    return opened.ok ? ok({ ...opened.value, until: opened.value.until.toISOString(), path }) : opened;
  },
};

/** All that can be done at a visit, by the name that its form has. */
export const visitActs = new Map<string, (args: Args, visit: StoreVisit) => Promise<Acted>>(
  Object.entries({
    ...checkActs,
    "check-in": async ({ ctx }: Args, { visitId }: StoreVisit) => done(await checkIn(ctx, { visitId })),
    "cancel-walk-in": async ({ ctx, formData }: Args, { visitId }: StoreVisit) =>
      done(await cancelWalkIn(ctx, { visitId, reason: formText(formData, "reason") })),
    "id-matched": idCheck("matched"),
    "id-not-matched": idCheck("not_matched"),
    complete: async ({ ctx, formData }: Args) =>
      done(
        await completeUsimSwap(ctx, formKey(formData), {
          bookingId: idIn(formData, "booking"),
          iccid: formText(formData, "iccid"),
          card: parseForm(cardSchema, formData).card,
        }),
      ),
  }),
);

const done = (result: Result<unknown, StoreProblem>): Acted => (result.ok ? ok(null) : result);
