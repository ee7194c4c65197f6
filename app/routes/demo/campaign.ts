import { redirect } from "@remix-run/node";
import { demoAction } from "#app/http/demo-route.server.ts";

export const action = demoAction(async ({ demo }) => {
  await demo.launchCampaigns();
  throw redirect("/demo", 303);
});
