import { existsSync } from "node:fs";
import { Argument, type Command } from "commander";
import { changePace, type PaceRefusal } from "#app/domain/notices/change-pace.server.ts";
import {
  getCampaignStatus,
  type CampaignReport,
  type ChannelReport,
} from "#app/domain/notices/get-campaign-status.server.ts";
import { launchCampaign, type LaunchRefusal } from "#app/domain/notices/launch-campaign.server.ts";
import type { TextFault } from "#app/domain/notices/notice-text.rules.ts";
import { pauseCampaign, type PauseRefusal } from "#app/domain/notices/pause-campaign.server.ts";
import { planCampaign, type PlanRefusal } from "#app/domain/notices/plan-campaign.server.ts";
import { resumeCampaign, type ResumeRefusal } from "#app/domain/notices/resume-campaign.server.ts";
import { Channel, OutboxState } from "#app/infra/db/generated/enums.ts";
import { isLanguage, languages } from "#app/locales/language.ts";
import { exit, readTextFile, type CliDeps } from "#app/processes/cli/frame.ts";
import { kstIso } from "#app/shared/time.ts";

type Refusal =
  Exclude<PlanRefusal, `${TextFault}-${string}`> | LaunchRefusal | PauseRefusal | ResumeRefusal | PaceRefusal;

const refusalText: Record<Refusal, string> = {
  "not-published": "The finding is a draft: publish it first.",
  "later-finding-planned": "The texts about a later finding are planned already; these would come too late.",
  "not-planned": "No campaign is planned for this finding: `ansim campaign plan` does it.",
  paused: "The campaign is paused: `ansim campaign resume` lets it go on.",
  "already-running": "The campaign is running: everyone in it is being texted.",
  "not-a-recipient":
    "One of these subscriber references gets no text about this finding. Nothing was launched.",
  "not-launched": "The campaign was never launched: there is nothing to pause.",
  "not-paused": "The campaign is not paused.",
  "out-of-range": "The pace is a number more than 0 and at most 10,000.",
};

const faultText: Record<TextFault, string> = {
  "over-1600-characters": "is longer than 1,600 characters",
  "over-2000-bytes": "is longer than 2,000 bytes in EUC-KR",
  "not-in-euc-kr": "has a character that EUC-KR doesn't",
};

const isRefusal = (refusal: string): refusal is Refusal => refusal in refusalText;
const isFault = (text: string): text is TextFault => text in faultText;

function explain(refusal: Refusal | PlanRefusal): string {
  if (isRefusal(refusal)) return refusalText[refusal];
  const [, fault = "", language] = /^(.*)-(\w\w)$/.exec(refusal) ?? [];
  if (!isFault(fault) || !isLanguage(language)) return refusal;
  return `The text in "${language}" ${faultText[fault]}: change the incident's \`notice\`, take it in again, then plan.`;
}

export function registerCampaign(program: Command, { out, err, run }: CliDeps) {
  const campaign = program
    .command("campaign")
    .description("the texts that tell people of a published finding");
  const command = (name: string, description: string) =>
    campaign.command(name).description(description).argument("<finding>", "the finding's id");
  const refuse = (refusal: Refusal | PlanRefusal) => {
    err(explain(refusal));
    return exit.badData;
  };

  command("plan", "prepare the texts, held, for those to whom the finding brings something new").action(
    (finding: string) =>
      run(async (ctx) => {
        const plan = await planCampaign(ctx, finding);
        if (!plan.ok) return refuse(plan.refusal);
        const { planned, recipients, first, withoutLink, mails, superseded } = plan.value;
        const to = `${recipients} recipients: ${first} first texts, ${recipients - first} updates, ${withoutLink} without a link; ${mails} by e-mail too`;
        out(planned ? `planned: ${to}; ${superseded} unsent messages superseded` : `planned before: ${to}`);
        return exit.done;
      }),
  );

  command("launch", "let the worker send them")
    .option(
      "--pilot <refs>",
      "only to these: subscriber references with commas between, or a file with one a line",
    )
    .action((finding: string, { pilot }: { pilot?: string }) =>
      run(async (ctx) => {
        const launched = await launchCampaign(ctx, finding, pilot ? { pilot: await readRefs(pilot) } : {});
        if (!launched.ok) return refuse(launched.refusal);
        out(`launched: ${launched.value.released} messages released`);
        return exit.done;
      }),
    );

  command("pause", "send nothing more; what is being sent goes out").action((finding: string) =>
    run(async (ctx) => {
      const paused = await pauseCampaign(ctx, finding);
      if (!paused.ok) return refuse(paused.refusal);
      out("paused");
      return exit.done;
    }),
  );

  command("resume", "go on with a paused campaign").action((finding: string) =>
    run(async (ctx) => {
      const resumed = await resumeCampaign(ctx, finding);
      if (!resumed.ok) return refuse(resumed.refusal);
      out("resumed");
      return exit.done;
    }),
  );

  campaign
    .command("pace")
    .description("how many messages a second each worker may send from now on, of all campaigns")
    .addArgument(new Argument("<channel>", "which way out").choices(Object.keys(Channel)))
    .argument("<per-second>", 'a number, or "default" for what the worker\'s own setting says')
    .action((channel: Channel, perSecond: string) =>
      run(async (ctx) => {
        const changed = await changePace(ctx, channel, perSecond === "default" ? null : Number(perSecond));
        if (!changed.ok) return refuse(changed.refusal);
        out(`${channel}: ${perSecond} a second for each worker, within seconds`);
        return exit.done;
      }),
    );

  command("status", "how many are in which state, and why")
    .option("--json", "for programs")
    .action((finding: string, { json }: { json?: boolean }) =>
      run(async (ctx) => {
        const report = await getCampaignStatus(ctx, finding);
        for (const line of json ? [JSON.stringify(report)] : statusLines(report)) out(line);
        return exit.done;
      }),
    );
}

async function readRefs(pilot: string): Promise<string[]> {
  const text = existsSync(pilot) ? await readTextFile(pilot) : pilot;
  return text
    .split(/[\s,]+/)
    .map((ref) => ref.trim())
    .filter(Boolean);
}

function statusLines(report: CampaignReport): string[] {
  const launched = report.launchedAt ? `, launched ${kstIso(report.launchedAt)}` : "";
  return [
    `${report.finding}: ${report.status}, planned ${kstIso(report.plannedAt)}${launched}`,
    ["".padEnd(8), ...states.map((state) => state.padStart(11))].join(""),
    ...Object.values(Channel).flatMap((channel) => channelLines(channel, report.channels[channel])),
    ...report.reasons.map(({ channel, state, reason, count }) => `${channel} ${state}: ${reason}, ${count}`),
    ...(report.oldestPending ? [`due longest: since ${kstIso(report.oldestPending)}`] : []),
  ];
}

const states = Object.values(OutboxState);

function channelLines(channel: Channel, report: ChannelReport): string[] {
  const row = (name: string, counts: ChannelReport["states"]) =>
    [name.padEnd(8), ...states.map((state) => String(counts[state]).padStart(11))].join("");
  const deliveries = Object.entries(report.deliveries).map(([state, count]) => `${count} ${state}`);
  return [
    row(channel, report.states),
    ...languages.flatMap((language) => {
      const counts = report.languages[language];
      return counts ? [row(`  ${language}`, counts)] : [];
    }),
    ...(deliveries.length > 0 ? [`  receipts: ${deliveries.join(", ")}`] : []),
  ];
}
