import { redirect } from "@remix-run/node";
import { getOwnSwap } from "#app/domain/usim-swap/get-own-swap.server.ts";
import { visitCalendar } from "#app/domain/usim-swap/visit-calendar.rules.ts";
import { subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { say } from "#app/locales/say.ts";
import { swapVisit } from "#app/locales/usim-swap-visit.ts";

export const loader = subscriberLoader("L1", async ({ ctx, session, language, publicUrl }) => {
  const { visit } = await getOwnSwap(ctx, session.subscriberId);
  if (!visit) throw redirect("/usim-swap", 303);
  const { code, store, moves, startsAt, until } = visit;
  const calendar = visitCalendar({
    uid: `${code}@${new URL(publicUrl).hostname}`,
    sequence: moves,
    startsAt,
    until,
    now: ctx.now(),
    title: say(swapVisit.calendar_title, language, { store: store.name }),
    text: say(swapVisit.calendar_text, language, { code }),
    place: `${store.name}, ${store.address}`,
  });
  const disposition = 'attachment; filename="usim-visit.ics"';
  const type = "text/calendar; charset=utf-8";
  return new Response(calendar, { headers: { "Content-Type": type, "Content-Disposition": disposition } });
});
