-- CreateEnum
CREATE TYPE "ClaimBasis" AS ENUM ('confirmed', 'disputed');

-- CreateEnum
CREATE TYPE "ClaimState" AS ENUM ('draft', 'filed', 'papers_asked', 'decided', 'objected', 'withdrawn');

-- CreateEnum
CREATE TYPE "PayoutWay" AS ENUM ('bill_credit', 'bank_account');

-- CreateEnum
CREATE TYPE "ClaimItemState" AS ENUM ('open', 'approved', 'refused');

-- CreateEnum
CREATE TYPE "DecisionState" AS ENUM ('open', 'proposed', 'final');

-- CreateEnum
CREATE TYPE "PayoutState" AS ENUM ('asked', 'settled', 'failed');

-- CreateEnum
CREATE TYPE "EvidenceState" AS ENUM ('storing', 'received', 'accepted', 'returned');

-- CreateEnum
CREATE TYPE "FeeApplicationState" AS ENUM ('registered', 'approved', 'refused', 'withdrawn');

-- CreateEnum
CREATE TYPE "FeeGrace" AS ENUM ('military', 'abroad');

-- CreateEnum
CREATE TYPE "ClaimsListMatch" AS ENUM ('matched', 'amount_differs', 'no_payment', 'no_line');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "NoticeKind" ADD VALUE 'offer_refused';
ALTER TYPE "NoticeKind" ADD VALUE 'sum_taken';
ALTER TYPE "NoticeKind" ADD VALUE 'claim_filed';
ALTER TYPE "NoticeKind" ADD VALUE 'papers_asked';
ALTER TYPE "NoticeKind" ADD VALUE 'claim_decided';
ALTER TYPE "NoticeKind" ADD VALUE 'paid_out';
ALTER TYPE "NoticeKind" ADD VALUE 'payout_returned';
ALTER TYPE "NoticeKind" ADD VALUE 'account_entered';
ALTER TYPE "NoticeKind" ADD VALUE 'account_ended';
ALTER TYPE "NoticeKind" ADD VALUE 'claim_unfinished';
ALTER TYPE "NoticeKind" ADD VALUE 'fee_registered';
ALTER TYPE "NoticeKind" ADD VALUE 'fee_policy';
ALTER TYPE "NoticeKind" ADD VALUE 'fee_decided';
ALTER TYPE "NoticeKind" ADD VALUE 'fee_waived';
ALTER TYPE "NoticeKind" ADD VALUE 'fee_deadline';
ALTER TYPE "NoticeKind" ADD VALUE 'offer_taken';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "CarrierOrderKind" ADD VALUE 'pay_out';
ALTER TYPE "CarrierOrderKind" ADD VALUE 'waive_fee';
ALTER TYPE "CarrierOrderKind" ADD VALUE 'take_offer';

-- CreateTable
CREATE TABLE "claims" (
    "id" BIGSERIAL NOT NULL,
    "claim_number" TEXT NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "holder_id" BIGINT NOT NULL,
    "basis" "ClaimBasis" NOT NULL,
    "state" "ClaimState" NOT NULL,
    "payout_way" "PayoutWay" NOT NULL DEFAULT 'bill_credit',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "filed_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "objected_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "envelope" BYTEA,
    "key_id" TEXT,

    CONSTRAINT "claims_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_items" (
    "id" BIGSERIAL NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "finding_id" INTEGER,
    "payment_id" TEXT,
    "form_key" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "amount_krw" INTEGER NOT NULL,
    "auth_method" "AuthMethod",
    "state" "ClaimItemState" NOT NULL DEFAULT 'open',
    "envelope" BYTEA,
    "key_id" TEXT,

    CONSTRAINT "claim_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_decisions" (
    "id" BIGSERIAL NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "round" INTEGER NOT NULL,
    "basis" "ClaimBasis" NOT NULL,
    "state" "DecisionState" NOT NULL DEFAULT 'open',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" BIGINT,
    "taken_at" TIMESTAMPTZ(3),
    "proposed_at" TIMESTAMPTZ(3),
    "limit_krw" INTEGER NOT NULL,
    "second_member_id" BIGINT,
    "approved_krw" INTEGER,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "claim_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_verdicts" (
    "decision_id" BIGINT NOT NULL,
    "item_id" BIGINT NOT NULL,
    "approved_krw" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_verdicts_pkey" PRIMARY KEY ("decision_id","item_id")
);

-- CreateTable
CREATE TABLE "bank_accounts" (
    "id" BIGSERIAL NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "holder_id" BIGINT NOT NULL,
    "bank" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "envelope" BYTEA,
    "key_id" TEXT,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "hold_until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_for" TEXT,

    CONSTRAINT "bank_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payouts" (
    "id" BIGSERIAL NOT NULL,
    "decision_id" BIGINT NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "amount_krw" INTEGER NOT NULL,
    "way" "PayoutWay" NOT NULL,
    "bank_account_id" BIGINT,
    "account_ref" TEXT,
    "state" "PayoutState" NOT NULL DEFAULT 'asked',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "order_id" BIGINT NOT NULL,
    "rounds" INTEGER NOT NULL DEFAULT 1,
    "reason" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "settled_items" JSONB,

    CONSTRAINT "payouts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "claim_id" BIGINT NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "envelope" BYTEA,
    "key_id" TEXT,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "state" "EvidenceState" NOT NULL DEFAULT 'storing',
    "reason" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" BIGINT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "paper_requests" (
    "id" BIGSERIAL NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "paper" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" BIGINT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "paper_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fee_policies" (
    "incident_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "announced_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" TEXT[],

    CONSTRAINT "fee_policies_pkey" PRIMARY KEY ("incident_id","version")
);

-- CreateTable
CREATE TABLE "fee_applications" (
    "id" BIGSERIAL NOT NULL,
    "case_number" TEXT NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "incident_id" TEXT NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "state" "FeeApplicationState" NOT NULL DEFAULT 'registered',
    "grace" "FeeGrace",
    "applied_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "told_version" INTEGER,
    "policy_version" INTEGER,
    "reason" TEXT,
    "terminated_at" TIMESTAMPTZ(3),
    "quote" JSONB,
    "waived_krw" INTEGER,
    "paid_back_krw" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "order_id" BIGINT,
    "settled_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),

    CONSTRAINT "fee_applications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer_choices" (
    "id" BIGSERIAL NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "offer" TEXT NOT NULL,
    "forfeits" TEXT[],
    "lost_krw" INTEGER NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL,
    "order_id" BIGINT NOT NULL,

    CONSTRAINT "offer_choices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claims_list_rows" (
    "id" BIGSERIAL NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "envelope" BYTEA,
    "key_id" TEXT,
    "row_digest" BYTEA,
    "msisdn_index" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "amount_krw" INTEGER NOT NULL,
    "subscriber_id" BIGINT,
    "match" "ClaimsListMatch" NOT NULL,
    "payment_id" TEXT,

    CONSTRAINT "claims_list_rows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claims_list_cases" (
    "id" BIGSERIAL NOT NULL,
    "case_number" TEXT NOT NULL,
    "row_id" BIGINT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "owner_id" BIGINT,
    "resolution" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "claims_list_cases_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "claims_claim_number_key" ON "claims"("claim_number");

-- CreateIndex
CREATE UNIQUE INDEX "claims_idempotency_key_key" ON "claims"("idempotency_key");

-- CreateIndex
CREATE INDEX "claims_subscriber_id_idx" ON "claims"("subscriber_id");

-- CreateIndex
CREATE INDEX "claims_state_filed_at_idx" ON "claims"("state", "filed_at");

-- CreateIndex
CREATE INDEX "claim_items_claim_id_idx" ON "claim_items"("claim_id");

-- CreateIndex
CREATE UNIQUE INDEX "claim_items_claim_id_form_key_key" ON "claim_items"("claim_id", "form_key");

-- CreateIndex
CREATE INDEX "claim_decisions_state_opened_at_idx" ON "claim_decisions"("state", "opened_at");

-- CreateIndex
CREATE UNIQUE INDEX "claim_decisions_claim_id_round_key" ON "claim_decisions"("claim_id", "round");

-- CreateIndex
CREATE UNIQUE INDEX "claim_decisions_id_approved_krw_key" ON "claim_decisions"("id", "approved_krw");

-- CreateIndex
CREATE UNIQUE INDEX "bank_accounts_idempotency_key_key" ON "bank_accounts"("idempotency_key");

-- CreateIndex
CREATE INDEX "bank_accounts_subscriber_id_idx" ON "bank_accounts"("subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "bank_accounts_id_subscriber_id_key" ON "bank_accounts"("id", "subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_decision_id_key" ON "payouts"("decision_id");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_order_id_key" ON "payouts"("order_id");

-- CreateIndex
CREATE INDEX "payouts_subscriber_id_idx" ON "payouts"("subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_decision_id_amount_krw_key" ON "payouts"("decision_id", "amount_krw");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_idempotency_key_key" ON "evidence"("idempotency_key");

-- CreateIndex
CREATE INDEX "evidence_claim_id_idx" ON "evidence"("claim_id");

-- CreateIndex
CREATE INDEX "paper_requests_claim_id_idx" ON "paper_requests"("claim_id");

-- CreateIndex
CREATE UNIQUE INDEX "fee_applications_case_number_key" ON "fee_applications"("case_number");

-- CreateIndex
CREATE UNIQUE INDEX "fee_applications_idempotency_key_key" ON "fee_applications"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "fee_applications_order_id_key" ON "fee_applications"("order_id");

-- CreateIndex
CREATE INDEX "fee_applications_subscriber_id_idx" ON "fee_applications"("subscriber_id");

-- CreateIndex
CREATE INDEX "fee_applications_state_applied_at_idx" ON "fee_applications"("state", "applied_at");

-- CreateIndex
CREATE UNIQUE INDEX "offer_choices_idempotency_key_key" ON "offer_choices"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "offer_choices_order_id_key" ON "offer_choices"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "offer_choices_subscriber_id_offer_key" ON "offer_choices"("subscriber_id", "offer");

-- CreateIndex
CREATE INDEX "claims_list_rows_msisdn_index_idx" ON "claims_list_rows"("msisdn_index");

-- CreateIndex
CREATE UNIQUE INDEX "claims_list_rows_finding_id_source_reference_key" ON "claims_list_rows"("finding_id", "source", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "claims_list_cases_case_number_key" ON "claims_list_cases"("case_number");

-- CreateIndex
CREATE UNIQUE INDEX "claims_list_cases_row_id_key" ON "claims_list_cases"("row_id");

-- CreateIndex
CREATE INDEX "claims_list_cases_owner_id_due_at_idx" ON "claims_list_cases"("owner_id", "due_at");

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "holders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_items" ADD CONSTRAINT "claim_items_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_items" ADD CONSTRAINT "claim_items_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_items" ADD CONSTRAINT "claim_items_subscriber_id_finding_id_payment_id_fkey" FOREIGN KEY ("subscriber_id", "finding_id", "payment_id") REFERENCES "payments"("subscriber_id", "finding_id", "payment_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_decisions" ADD CONSTRAINT "claim_decisions_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_decisions" ADD CONSTRAINT "claim_decisions_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_decisions" ADD CONSTRAINT "claim_decisions_second_member_id_fkey" FOREIGN KEY ("second_member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_verdicts" ADD CONSTRAINT "claim_verdicts_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "claim_decisions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_verdicts" ADD CONSTRAINT "claim_verdicts_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "claim_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_accounts" ADD CONSTRAINT "bank_accounts_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_accounts" ADD CONSTRAINT "bank_accounts_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "holders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_decision_id_amount_krw_fkey" FOREIGN KEY ("decision_id", "amount_krw") REFERENCES "claim_decisions"("id", "approved_krw") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_bank_account_id_subscriber_id_fkey" FOREIGN KEY ("bank_account_id", "subscriber_id") REFERENCES "bank_accounts"("id", "subscriber_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "carrier_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_requests" ADD CONSTRAINT "paper_requests_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_requests" ADD CONSTRAINT "paper_requests_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_policies" ADD CONSTRAINT "fee_policies_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_applications" ADD CONSTRAINT "fee_applications_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_applications" ADD CONSTRAINT "fee_applications_incident_id_policy_version_fkey" FOREIGN KEY ("incident_id", "policy_version") REFERENCES "fee_policies"("incident_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fee_applications" ADD CONSTRAINT "fee_applications_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "carrier_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_choices" ADD CONSTRAINT "offer_choices_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_choices" ADD CONSTRAINT "offer_choices_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "carrier_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims_list_rows" ADD CONSTRAINT "claims_list_rows_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "findings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims_list_rows" ADD CONSTRAINT "claims_list_rows_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims_list_cases" ADD CONSTRAINT "claims_list_cases_row_id_fkey" FOREIGN KEY ("row_id") REFERENCES "claims_list_rows"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims_list_cases" ADD CONSTRAINT "claims_list_cases_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- By hand -------------------------------------------------------------------------------------------------------------------

CREATE UNIQUE INDEX claims_one_draft ON claims (subscriber_id) WHERE state = 'draft';
ALTER TABLE claims ADD CONSTRAINT claims_states CHECK (
  (state <> 'draft' OR filed_at IS NULL)
  AND (state IN ('draft', 'withdrawn') OR filed_at IS NOT NULL)
  AND ((state IN ('decided', 'objected')) = (decided_at IS NOT NULL))
  AND (state <> 'objected' OR objected_at IS NOT NULL)
  AND (basis = 'disputed' OR state = 'decided'));

ALTER TABLE claim_items ADD CONSTRAINT claim_items_sums CHECK (amount_krw BETWEEN 1 AND 100000000);
ALTER TABLE claim_items ADD CONSTRAINT claim_items_source CHECK (
  (payment_id IS NULL) = (finding_id IS NULL) AND (payment_id IS NULL) = (form_key IS NOT NULL));
-- A payment stands in one claim at a time, and once approved in no other ever.
CREATE UNIQUE INDEX claim_items_once ON claim_items (subscriber_id, payment_id) WHERE state <> 'refused';

-- An item is of its claim's line, says the sum that the finding says, and is put in or taken out of a draft alone.
CREATE FUNCTION keep_claim_item() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE the_claim claims;
BEGIN
  SELECT * INTO the_claim FROM claims WHERE id = coalesce(NEW.claim_id, OLD.claim_id);
  IF TG_OP = 'DELETE' THEN
    IF the_claim.state <> 'draft' THEN RAISE EXCEPTION 'an item of a filed claim stays'; END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(OLD) - 'state' - 'envelope' - 'key_id') IS DISTINCT FROM (to_jsonb(NEW) - 'state' - 'envelope' - 'key_id')
      OR OLD.state = 'approved' AND NEW.state <> 'approved' THEN
      RAISE EXCEPTION 'an item of a claim can not be changed';
    END IF;
    RETURN NEW;
  END IF;
  IF the_claim.subscriber_id <> NEW.subscriber_id
    OR the_claim.basis = 'disputed' AND the_claim.state <> 'draft'
    OR NEW.payment_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM payments p JOIN findings f ON f.id = p.finding_id
      WHERE p.subscriber_id = NEW.subscriber_id AND p.finding_id = NEW.finding_id AND p.payment_id = NEW.payment_id
        AND p.amount_krw = NEW.amount_krw AND f.status = 'published') THEN
    RAISE EXCEPTION 'no such item for this claim';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_items_kept BEFORE INSERT OR UPDATE OR DELETE ON claim_items FOR EACH ROW EXECUTE FUNCTION keep_claim_item();

ALTER TABLE claim_decisions ADD CONSTRAINT claim_decisions_states CHECK (
  (state = 'final') = (approved_krw IS NOT NULL) AND (state = 'final') = (decided_at IS NOT NULL)
  AND approved_krw >= 0 AND limit_krw >= 0
  AND (member_id IS NULL) = (taken_at IS NULL)
  AND (state = 'open' OR basis = 'confirmed' OR member_id IS NOT NULL)
  AND (basis = 'disputed' OR member_id IS NULL AND second_member_id IS NULL));
-- A large sum is never one person's word.
ALTER TABLE claim_decisions ADD CONSTRAINT claim_decisions_two_people CHECK (
  (second_member_id IS NULL OR second_member_id <> member_id)
  AND (state <> 'final' OR basis = 'confirmed' OR approved_krw <= limit_krw OR second_member_id IS NOT NULL));
-- One round at a time.
CREATE UNIQUE INDEX claim_decisions_one_open ON claim_decisions (claim_id) WHERE state <> 'final';

ALTER TABLE claim_verdicts ADD CONSTRAINT claim_verdicts_sums CHECK (approved_krw >= 0);
-- An item is paid for once.
CREATE UNIQUE INDEX claim_verdicts_once ON claim_verdicts (item_id) WHERE approved_krw > 0;

-- What is decided stays decided.
CREATE FUNCTION refuse_change_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'final' THEN RAISE EXCEPTION 'a decision can not be changed'; END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER claim_decisions_unchanged BEFORE UPDATE OR DELETE ON claim_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change_of_decision();

CREATE FUNCTION keep_claim_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM claim_decisions WHERE id = coalesce(NEW.decision_id, OLD.decision_id) AND state = 'final') THEN
    RAISE EXCEPTION 'a decision can not be changed';
  END IF;
  IF TG_OP <> 'DELETE' AND NOT EXISTS (
    SELECT FROM claim_items i JOIN claim_decisions d ON d.claim_id = i.claim_id
    WHERE d.id = NEW.decision_id AND i.id = NEW.item_id AND NEW.approved_krw <= i.amount_krw) THEN
    RAISE EXCEPTION 'no such item for this decision, or less than is approved';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER claim_verdicts_kept BEFORE INSERT OR UPDATE OR DELETE ON claim_verdicts FOR EACH ROW EXECUTE FUNCTION keep_claim_verdict();

-- A decision says something of each item that was open, adds up, is another reviewer's after an objection, and has its payout: all of it at the
-- commit that makes it final, or not at all. One by rule is of published, confirmed payments alone.
CREATE FUNCTION check_final_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'final' THEN RETURN NULL; END IF;
  IF NEW.approved_krw <> (SELECT coalesce(sum(approved_krw), 0) FROM claim_verdicts WHERE decision_id = NEW.id)
    OR NOT EXISTS (SELECT FROM claim_verdicts WHERE decision_id = NEW.id) THEN
    RAISE EXCEPTION 'the approved sum is not that of the items';
  END IF;
  IF EXISTS (SELECT FROM claim_items i WHERE i.claim_id = NEW.claim_id AND (
    i.state = 'open' OR (i.state = 'approved') <> EXISTS (SELECT FROM claim_verdicts v WHERE v.item_id = i.id AND v.approved_krw > 0))) THEN
    RAISE EXCEPTION 'an item is not decided';
  END IF;
  IF NEW.approved_krw > 0 AND NOT EXISTS (
    SELECT FROM payouts WHERE decision_id = NEW.id AND amount_krw = NEW.approved_krw) THEN
    RAISE EXCEPTION 'approved without a payout';
  END IF;
  IF EXISTS (SELECT FROM claim_decisions d WHERE d.claim_id = NEW.claim_id AND d.round < NEW.round
    AND (d.member_id IN (NEW.member_id, NEW.second_member_id) OR d.second_member_id IN (NEW.member_id, NEW.second_member_id))) THEN
    RAISE EXCEPTION 'an objection is decided by somebody else';
  END IF;
  IF NEW.basis = 'confirmed' AND EXISTS (
    SELECT FROM claim_verdicts v JOIN claim_items i ON i.id = v.item_id
    WHERE v.decision_id = NEW.id AND NOT EXISTS (
      SELECT FROM payments p WHERE p.subscriber_id = i.subscriber_id AND p.finding_id = i.finding_id
        AND p.payment_id = i.payment_id AND p.status = 'confirmed' AND v.approved_krw = p.amount_krw)) THEN
    RAISE EXCEPTION 'only confirmed payments are approved by rule';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_decisions_final AFTER INSERT OR UPDATE ON claim_decisions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_final_decision();

CREATE UNIQUE INDEX bank_accounts_one_live ON bank_accounts (subscriber_id) WHERE ended_at IS NULL;
ALTER TABLE bank_accounts ADD CONSTRAINT bank_accounts_hold CHECK (
  hold_until >= entered_at + interval '24 hours' AND bank ~ '^[0-9]{3}$' AND last_four ~ '^[0-9]{4}$'
  AND (ended_at IS NULL) = (ended_for IS NULL));

ALTER TABLE payouts ADD CONSTRAINT payouts_states CHECK (
  amount_krw > 0 AND rounds > 0 AND (state = 'asked') = (settled_at IS NULL) AND (state <> 'settled' OR settled_items IS NOT NULL)
  AND (state <> 'failed' OR reason IS NOT NULL) AND (way <> 'bank_account' OR bank_account_id IS NOT NULL));

-- A payout goes to the claim's own line, by an order of its own, to an account not before its hold is over; once settled it never changes.
CREATE FUNCTION keep_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a payout stays'; END IF;
  IF TG_OP = 'UPDATE' AND (
    (OLD.id, OLD.decision_id, OLD.subscriber_id, OLD.amount_krw, OLD.asked_at)
      IS DISTINCT FROM (NEW.id, NEW.decision_id, NEW.subscriber_id, NEW.amount_krw, NEW.asked_at)
    OR NEW.account_ref IS DISTINCT FROM OLD.account_ref AND NEW.account_ref IS NOT NULL
    OR OLD.state = 'settled' AND to_jsonb(OLD) - 'account_ref' IS DISTINCT FROM to_jsonb(NEW) - 'account_ref'
    OR OLD.order_id <> NEW.order_id AND (NEW.rounds <> OLD.rounds + 1 OR NOT EXISTS (
      SELECT FROM carrier_orders WHERE id = OLD.order_id AND state IN ('failed', 'superseded')))) THEN
    RAISE EXCEPTION 'a payout can not be changed';
  END IF;
  IF TG_OP = 'INSERT' AND NEW.account_ref IS NULL OR NOT EXISTS (
    SELECT FROM claim_decisions d JOIN claims c ON c.id = d.claim_id
    WHERE d.id = NEW.decision_id AND d.state = 'final' AND c.subscriber_id = NEW.subscriber_id)
    OR NOT EXISTS (
      SELECT FROM carrier_orders o WHERE o.id = NEW.order_id AND o.subscriber_id = NEW.subscriber_id AND o.kind::text = 'pay_out'
        AND (NEW.way <> 'bank_account' OR o.not_before >= (SELECT hold_until FROM bank_accounts WHERE id = NEW.bank_account_id))) THEN
    RAISE EXCEPTION 'no payout without its decision and order';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payouts_kept BEFORE INSERT OR UPDATE OR DELETE ON payouts FOR EACH ROW EXECUTE FUNCTION keep_payout();

ALTER TABLE evidence ADD CONSTRAINT evidence_states CHECK (
  size BETWEEN 1 AND 10485760 AND media_type IN ('image/jpeg', 'image/png', 'application/pdf')
  AND (state IN ('accepted', 'returned')) = (settled_at IS NOT NULL) AND (state = 'returned') = (reason IS NOT NULL));

-- A policy is two people's word, and stays.
ALTER TABLE fee_policies ADD CONSTRAINT fee_policies_two_people CHECK (
  version > 0 AND cardinality(published_by) >= 2 AND published_by[1] <> published_by[2]);
CREATE FUNCTION refuse_change_of_fee_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a fee policy can not be changed';
END $$;
CREATE TRIGGER fee_policies_unchanged BEFORE UPDATE OR DELETE ON fee_policies FOR EACH ROW EXECUTE FUNCTION refuse_change_of_fee_policy();

CREATE UNIQUE INDEX fee_applications_one_live ON fee_applications (subscriber_id) WHERE state IN ('registered', 'approved');
ALTER TABLE fee_applications ADD CONSTRAINT fee_applications_states CHECK (
  (state = 'registered') = (decided_at IS NULL) AND (state = 'approved') = (order_id IS NOT NULL)
  AND (state <> 'approved' OR (policy_version IS NOT NULL AND terminated_at IS NOT NULL AND quote IS NOT NULL AND waived_krw + paid_back_krw > 0
    AND waived_krw >= 0 AND paid_back_krw >= 0))
  AND (state <> 'refused' OR reason IS NOT NULL) AND (settled_at IS NULL OR state = 'approved'));

ALTER TABLE offer_choices ADD CONSTRAINT offer_choices_sums CHECK (lost_krw >= 0);

ALTER TABLE claims_list_rows ADD CONSTRAINT claims_list_rows_match CHECK (
  amount_krw > 0 AND (match = 'matched') = (payment_id IS NOT NULL) AND (match <> 'no_line' OR subscriber_id IS NULL));
ALTER TABLE claims_list_cases ADD CONSTRAINT claims_list_cases_states CHECK ((resolution IS NULL) = (closed_at IS NULL) AND due_at > opened_at);

-- Of what a newer order takes the place of; money that was ordered is never superseded.
DROP INDEX carrier_orders_one_pending;
CREATE UNIQUE INDEX carrier_orders_one_pending ON carrier_orders (subscriber_id, kind) WHERE state = 'pending'
  AND kind IN ('protection', 'payments_allowed', 'payments_cap', 'payments_biometric', 'activate_card', 'remote_card');
DROP INDEX carrier_orders_one_sending;
CREATE UNIQUE INDEX carrier_orders_one_sending ON carrier_orders (subscriber_id, kind) WHERE state = 'sending'
  AND kind IN ('protection', 'payments_allowed', 'payments_cap', 'payments_biometric', 'activate_card', 'remote_card');

-- What protects a line never waits behind money: a person's order comes first, then money, then what an operator ordered for thousands.
DROP INDEX carrier_orders_due;
CREATE INDEX carrier_orders_due ON carrier_orders ((CASE WHEN actor_type = 'operator' THEN 2
  WHEN kind IN ('protection', 'payments_allowed', 'payments_cap', 'payments_biometric', 'activate_card', 'remote_card') THEN 0 ELSE 1 END), not_before, id)
  WHERE state = 'pending';
CREATE INDEX fee_applications_to_ask ON fee_applications (asked_at NULLS FIRST, id) WHERE state = 'registered';
