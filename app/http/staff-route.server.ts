import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { Forbidden, NotFound, type Ctx, type StaffActor } from "#app/domain/context.server.ts";
import { findStaffSession, type SignedInStaff } from "#app/domain/staff/find-staff-session.server.ts";
import { formText } from "#app/http/form-text.ts";
import { asHttp, readForm } from "#app/http/public-route.server.ts";
import { readSessionCookie } from "#app/http/session-cookie.server.ts";
import type { LoadContext } from "#app/http/load-context.ts";

type StaffRole = StaffActor["role"];

export type StaffArgs = LoadContext & {
  request: Request;
  params: Readonly<Record<string, string | undefined>>;
  ctx: Ctx & { actor: StaffActor };
  staff: SignedInStaff;
};

/** A page of a console, for whoever has one of these roles, in the first of them that they have. */
export const staffLoader =
  <Answer>(roles: readonly StaffRole[], load: (args: StaffArgs) => Promise<Answer>) =>
  async (args: LoaderFunctionArgs): Promise<Answer> =>
    asHttp(noteRefusal(await signedIn(roles, args), load));

/** A form of a console, likewise. */
export const staffAction =
  <Answer>(roles: readonly StaffRole[], act: (args: StaffArgs & { formData: FormData }) => Promise<Answer>) =>
  async (args: ActionFunctionArgs): Promise<Answer> =>
    asHttp(noteRefusal({ ...(await signedIn(roles, args)), formData: await readForm(args.request) }, act));

/**
 * What a use case refuses is in the access record, too: whoever tries what isn't theirs is seen trying. So is
 * a form that no page of ours makes, for which there is no act, or nothing to act on.
 */
async function noteRefusal<Args extends StaffArgs & { formData?: FormData }, Answer>(
  args: Args,
  run: (args: Args) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await run(args);
  } catch (error) {
    const forged = args.formData && error instanceof Response && [400, 404].includes(error.status);
    const unrecorded = error instanceof NotFound || (error instanceof Forbidden && !error.recorded);
    if (forged || unrecorded) await recordRefusal(args.ctx, args.request, args.formData);
    throw error;
  }
}

function recordRefusal(ctx: Ctx, { method, url }: Request, formData?: FormData) {
  const act = formText(formData ?? new FormData(), "act");
  return recordAudit(ctx, ctx.db, {
    action: "access.refused",
    subject: { type: "page", id: new URL(url).pathname },
    detail: { method, ...(isName(act) && { act }) },
  });
}

/** Anybody can send anything as the name of an act; what isn't like one isn't kept. */
const isName = (act: string) => /^[a-z][a-z-]{0,29}$/.test(act);

/** A form of the subscribers' own pages, sent with a console's session and none of a subscriber's. */
export async function recordStaffTry(context: LoadContext, request: Request): Promise<void> {
  if (request.method === "GET" || request.method === "HEAD") return;
  const secret = readSessionCookie(request, context.publicUrl, "staff");
  const staff = secret ? await findStaffSession(context.ctx, secret) : null;
  if (staff) await recordRefusal({ ...context.ctx, actor: anyRole(staff, context) }, request);
}

/** For whoever has none of the roles that a page is for. */
const anyRole = (staff: SignedInStaff, { address }: LoadContext) =>
  asRole(staff, staff.roles[0] ?? "agent", address);

const asRole = (staff: SignedInStaff, role: StaffRole, address: string): StaffActor => ({
  type: "staff",
  id: String(staff.memberId),
  role,
  storeRef: role === "store" ? staff.storeRef : null,
  address,
});

async function signedIn(
  roles: readonly StaffRole[],
  { request, params, context }: LoaderFunctionArgs,
): Promise<StaffArgs> {
  const { pathname, search } = new URL(request.url);
  const secret = readSessionCookie(request, context.publicUrl, "staff");
  const staff = secret ? await findStaffSession(context.ctx, secret) : null;
  if (!staff) {
    const reads = request.method === "GET" || request.method === "HEAD";
    const to = encodeURIComponent(pathname + (reads ? search : ""));
    // A form may not end up at another site (form-action): who sent one is told on a page of ours first.
    throw redirect(reads ? `/signin/staff?to=${to}` : `/signin/refused?why=ended&by=staff&to=${to}`, 303);
  }
  const role = roles.find((one) => staff.roles.includes(one));
  if (!role) {
    await recordRefusal({ ...context.ctx, actor: anyRole(staff, context) }, request);
    throw new Response(null, { status: 403 });
  }
  const actor = asRole(staff, role, context.address);
  return { ...context, ctx: { ...context.ctx, actor }, request, params, staff };
}
