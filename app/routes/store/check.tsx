import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getIdCheck } from "#app/domain/usim-swap/get-id-check.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { checkActs } from "#app/routes/store/visit-acts.server.ts";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";
import { StoreActionCode, StoreActionForm, type OpenedAction } from "#app/ui/store-action.tsx";
import { CheckFacts, DocumentReference, isReady } from "#app/ui/store-check.tsx";
import { StoreProblemBox, type StoreProblem } from "#app/ui/store-problem.tsx";

export const loader = staffLoader(["store"], async ({ ctx, staff, params }) => {
  const { idCheckId, at, line, ...check } = await getIdCheck(ctx, idOf(params.check));
  return {
    desk: await deskOf(ctx, staff),
    check: { ...check, idCheckId: String(idCheckId), at: at.toISOString() },
    line: { name: line.name, number: line.number },
  };
});

type Answer = { refusal: StoreProblem | null; opened: OpenedAction | null };

export const action = staffAction(["store"], async (args) => {
  const act = new Map(Object.entries(checkActs)).get(formText(args.formData, "act"));
  if (!act) throw new Response(null, { status: 404 });
  const acted = await act(args);
  if (!acted.ok) return data<Answer>({ refusal: acted.refusal, opened: null }, { status: 409 });
  if (acted.value) return data<Answer>({ refusal: null, opened: acted.value });
  throw redirect(`/store/checks/${idOf(args.params.check)}`, 303);
});

function idOf(text: string | undefined): bigint {
  if (!/^\d{1,18}$/.test(text ?? "")) throw new Response(null, { status: 404 });
  return BigInt(text ?? "");
}

export const meta: MetaFunction = () => [{ title: "신분 확인 · 매장" }];

export default function Check() {
  const { desk, check, line } = useLoaderData<typeof loader>();
  const { refusal, opened } = useActionData<typeof action>() ?? {};
  const at = `/store/checks/${check.idCheckId}`;
  return (
    <ConsolePage desk={desk} at="/store/walk-in">
      <h1>
        신분 확인: {line.name} {line.number}
      </h1>
      {refusal && <StoreProblemBox problem={refusal} />}
      {opened && <StoreActionCode opened={opened} />}
      <section className="card">
        <CheckFacts check={check} />
        {isReady(check) ? (
          <StoreActionForm idCheckId={check.idCheckId} action={at} />
        ) : (
          <p>
            <a href={at} className="button" data-key="KeyR">
              다시 보기 <Key code="KeyR" />
            </a>
          </p>
        )}
        {check.matched && check.needsSecond && !check.second && (
          <DocumentReference check={check} action={at} />
        )}
      </section>
    </ConsolePage>
  );
}
