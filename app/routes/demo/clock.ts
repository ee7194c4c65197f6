import { redirect } from "@remix-run/node";
import { demoAction } from "#app/http/demo-route.server.ts";
import { parseKstMoment } from "#app/shared/time.ts";

export const action = demoAction(async ({ demo, formData }) => {
  const to = parseKstMoment(String(formData.get("to") ?? ""));
  const moved = to !== null && (await demo.moveClock(to));
  throw redirect(moved ? "/demo" : "/demo?clock=refused", 303);
});
