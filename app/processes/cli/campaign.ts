import { existsSync } from "node:fs";
import type { Command } from "commander";
import { getCampaignStatus, type CampaignReport } from "#app/domain/notices/get-campaign-status.server.ts";
import { launchCampaign, type LaunchRefusal } from "#app/domain/notices/launch-campaign.server.ts";
import type { TextFault } from "#app/domain/notices/notice-text.rules.ts";
import { pauseCampaign, type PauseRefusal } from "#app/domain/notices/pause-campaign.server.ts";
import { planCampaign, type PlanRefusal } from "#app/domain/notices/plan-campaign.server.ts";
import { resumeCampaign, type ResumeRefusal } from "#app/domain/notices/resume-campaign.server.ts";
import { isLanguage, languages } from "#app/locales/language.ts";
import { exit, readTextFile, type CliDeps } from "#app/processes/cli/frame.ts";
import { kstIso } from "#app/shared/time.ts";

type Refusal = Exclude<PlanRefusal, `${TextFault}-${string}`> | LaunchRefusal | PauseRefusal | ResumeRefusal;

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
        const { planned, recipients, first, withoutLink, superseded } = plan.value;
        const to = `${recipients} recipients: ${first} first texts, ${recipients - first} updates, ${withoutLink} without a link`;
        out(planned ? `planned: ${to}; ${superseded} unsent texts superseded` : `planned before: ${to}`);
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
        out(`launched: ${launched.value.released} texts released`);
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
  const states = Object.keys(report.states) as (keyof CampaignReport["states"])[];
  const row = (name: string, counts: CampaignReport["states"]) =>
    [name.padEnd(8), ...states.map((state) => String(counts[state]).padStart(11))].join("");
  const launched = report.launchedAt ? `, launched ${kstIso(report.launchedAt)}` : "";
  return [
    `${report.finding}: ${report.status}, planned ${kstIso(report.plannedAt)}${launched}`,
    ["".padEnd(8), ...states.map((state) => state.padStart(11))].join(""),
    row("all", report.states),
    ...languages.flatMap((language) => {
      const counts = report.languages[language];
      return counts ? [row(language, counts)] : [];
    }),
    ...report.reasons.map(({ state, reason, count }) => `${state}: ${reason}, ${count}`),
    ...(report.oldestPending ? [`due longest: since ${kstIso(report.oldestPending)}`] : []),
  ];
}
