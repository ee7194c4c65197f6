/** The demo's members of staff, all invented: one role each, and of a store's the store. */
export const staffToTry = [
  member("agent-1", "한지원", "agent", "Call-center agent / 고객센터 상담원"),
  member("agent-2", "오세훈", "agent", "A second agent / 두 번째 상담원"),
  member("store-1", "서다은", "store", "Store member, Jongno / 매장 직원", "ST-0001"),
  member(
    "store-3",
    "하은별",
    "store",
    "A second member of the same store / 같은 매장의 두 번째 직원",
    "ST-0001",
  ),
  member("store-2", "문태경", "store", "Store member of another store / 다른 매장 직원", "ST-0002"),
  member("reviewer-1", "배수연", "reviewer", "Claims reviewer / 보상 심사 담당"),
  member("reviewer-2", "노현석", "reviewer", "A second reviewer / 두 번째 심사 담당"),
  member(
    "reviewer-3",
    "심가람",
    "reviewer",
    "A third reviewer, for objections / 이의신청을 맡을 세 번째 심사 담당",
  ),
  member(
    "reviewer-4",
    "강수진",
    "reviewer",
    "A reviewer who is a customer, too: no claim of hers is hers to decide / 고객이기도 한 심사 담당, 본인 신청은 심사할 수 없음",
    null,
    "H-000006",
  ),
  member("operator-1", "신유진", "operator", "Incident operator / 사고 대응 운영자"),
  member("operator-2", "류민호", "operator", "A second operator, since some acts take two / 두 번째 운영자"),
  member("auditor-1", "남궁선", "auditor", "Auditor: reads all, changes nothing / 감사 담당"),
] as const;

function member(
  subject: string,
  name: string,
  role: "agent" | "store" | "reviewer" | "operator" | "auditor",
  story: string,
  storeRef: string | null = null,
  /** Of one of the people to try: who they are as a customer. */
  holderRef: string | null = null,
) {
  return { subject, name, roles: [role], storeRef, holderRef, story };
}
