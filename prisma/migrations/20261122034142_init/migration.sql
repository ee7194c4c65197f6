-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "FindingStatus" AS ENUM ('draft', 'published');

-- CreateEnum
CREATE TYPE "AuthMethod" AS ENUM ('ARS', 'SMS', 'PASS');

-- CreateEnum
CREATE TYPE "PaymentStatus" AS ENUM ('confirmed', 'suspected', 'cleared');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('payments', 'exposed', 'signal_only', 'cleared', 'not_exposed');

-- CreateEnum
CREATE TYPE "HolderType" AS ENUM ('person', 'company');

-- CreateEnum
CREATE TYPE "Language" AS ENUM ('ko', 'en', 'zh', 'vi');

-- CreateEnum
CREATE TYPE "Network" AS ENUM ('LTE', '5G');

-- CreateEnum
CREATE TYPE "LineStatus" AS ENUM ('active', 'ended', 'ported');

-- CreateEnum
CREATE TYPE "CardType" AS ENUM ('usim', 'esim', 'both');

-- CreateEnum
CREATE TYPE "Priority" AS ENUM ('senior', 'disabled');

-- CreateEnum
CREATE TYPE "CampaignStatus" AS ENUM ('planned', 'pilot', 'running', 'paused');

-- CreateEnum
CREATE TYPE "NoticeKind" AS ENUM ('first', 'update');

-- CreateEnum
CREATE TYPE "OutboxState" AS ENUM ('held', 'pending', 'sending', 'accepted', 'failed', 'unknown', 'superseded');

-- CreateEnum
CREATE TYPE "AttemptOutcome" AS ENUM ('accepted', 'retryable', 'permanent', 'unknown', 'not_sent');

-- CreateEnum
CREATE TYPE "SessionLevel" AS ENUM ('L1', 'L2', 'L3');

-- CreateTable
CREATE TABLE "incidents" (
    "id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "purged_at" TIMESTAMPTZ(3),

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_versions" (
    "incident_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_versions_pkey" PRIMARY KEY ("incident_id","version")
);

-- CreateTable
CREATE TABLE "rogue_cells" (
    "id" SERIAL NOT NULL,
    "incident_id" TEXT NOT NULL,
    "eci" TEXT NOT NULL,

    CONSTRAINT "rogue_cells_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "findings" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "status" "FindingStatus" NOT NULL DEFAULT 'draft',
    "announced_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "note" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "published_by" TEXT[],

    CONSTRAINT "findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_cells" (
    "finding_id" INTEGER NOT NULL,
    "cell_id" INTEGER NOT NULL,

    CONSTRAINT "finding_cells_pkey" PRIMARY KEY ("finding_id","cell_id")
);

-- CreateTable
CREATE TABLE "signals" (
    "subscriber_id" BIGINT NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "cell_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "exposed" TEXT[],

    CONSTRAINT "signals_pkey" PRIMARY KEY ("subscriber_id","finding_id","cell_id","at")
);

-- CreateTable
CREATE TABLE "payments" (
    "subscriber_id" BIGINT NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "payment_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "merchant" TEXT NOT NULL,
    "pg" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "amount_krw" INTEGER NOT NULL,
    "auth_method" "AuthMethod" NOT NULL,
    "cell_id" INTEGER,
    "status" "PaymentStatus" NOT NULL,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("subscriber_id","finding_id","payment_id")
);

-- CreateTable
CREATE TABLE "people" (
    "subscriber_id" BIGINT NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "categories" TEXT[],

    CONSTRAINT "people_pkey" PRIMARY KEY ("subscriber_id","finding_id")
);

-- CreateTable
CREATE TABLE "clearances" (
    "subscriber_id" BIGINT NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "clearances_pkey" PRIMARY KEY ("subscriber_id","finding_id")
);

-- CreateTable
CREATE TABLE "exposures" (
    "subscriber_id" BIGINT NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "signalled" BOOLEAN NOT NULL,
    "categories" TEXT[],
    "days" JSONB NOT NULL,
    "confirmed_count" INTEGER NOT NULL,
    "confirmed_krw" INTEGER NOT NULL,
    "suspected_count" INTEGER NOT NULL,
    "suspected_krw" INTEGER NOT NULL,
    "clearance_reason" TEXT,

    CONSTRAINT "exposures_pkey" PRIMARY KEY ("subscriber_id","finding_id")
);

-- CreateTable
CREATE TABLE "finding_figures" (
    "finding_id" INTEGER NOT NULL,
    "cells" INTEGER NOT NULL,
    "signalled" INTEGER NOT NULL,
    "exposed" JSONB NOT NULL,
    "victims" INTEGER NOT NULL,
    "loss_krw" BIGINT NOT NULL,

    CONSTRAINT "finding_figures_pkey" PRIMARY KEY ("finding_id")
);

-- CreateTable
CREATE TABLE "holders" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" TEXT NOT NULL,
    "holder_ref" TEXT NOT NULL,
    "holder_type" "HolderType" NOT NULL,

    CONSTRAINT "holders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" TEXT NOT NULL,
    "account_ref" TEXT NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscribers" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" TEXT NOT NULL,
    "subscriber_ref" TEXT NOT NULL,
    "holder_id" BIGINT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "msisdn_index" BYTEA,
    "guardian_msisdn_index" BYTEA,
    "envelope" BYTEA,
    "key_id" TEXT,
    "row_digest" BYTEA,
    "has_birth_date" BOOLEAN NOT NULL,
    "language" "Language" NOT NULL,
    "network" "Network" NOT NULL,
    "line_status" "LineStatus" NOT NULL,
    "card_type" "CardType" NOT NULL,
    "priority" "Priority",
    "mvno_brand" TEXT,

    CONSTRAINT "subscribers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaigns" (
    "id" SERIAL NOT NULL,
    "finding_id" INTEGER NOT NULL,
    "status" "CampaignStatus" NOT NULL DEFAULT 'planned',
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "launched_at" TIMESTAMPTZ(3),
    "paused_from" "CampaignStatus",

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" BIGSERIAL NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "kind" "NoticeKind" NOT NULL,
    "language" "Language" NOT NULL,
    "link_id" UUID,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "links" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "subscriber_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "token_hash" BYTEA,
    "issued_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_for" TEXT,

    CONSTRAINT "links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "campaign_id" INTEGER NOT NULL,
    "notice_id" BIGINT NOT NULL,
    "state" "OutboxState" NOT NULL DEFAULT 'held',
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "reason" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_attempts" (
    "outbox_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" "AttemptOutcome",
    "provider_id" TEXT,
    "error_code" TEXT,

    CONSTRAINT "outbox_attempts_pkey" PRIMARY KEY ("outbox_id","number")
);

-- CreateTable
CREATE TABLE "verification_failures" (
    "id" BIGSERIAL NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "address_index" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_failures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "id_hash" BYTEA NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "link_id" UUID,
    "level" "SessionLevel" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "idle_until" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "request_id" TEXT,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "rogue_cells_incident_id_eci_key" ON "rogue_cells"("incident_id", "eci");

-- CreateIndex
CREATE UNIQUE INDEX "findings_key_key" ON "findings"("key");

-- CreateIndex
CREATE INDEX "findings_incident_id_announced_at_idx" ON "findings"("incident_id", "announced_at");

-- CreateIndex
CREATE UNIQUE INDEX "payments_finding_id_payment_id_key" ON "payments"("finding_id", "payment_id");

-- CreateIndex
CREATE INDEX "exposures_finding_id_idx" ON "exposures"("finding_id");

-- CreateIndex
CREATE UNIQUE INDEX "holders_incident_id_holder_ref_key" ON "holders"("incident_id", "holder_ref");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_incident_id_account_ref_key" ON "accounts"("incident_id", "account_ref");

-- CreateIndex
CREATE INDEX "subscribers_msisdn_index_idx" ON "subscribers"("msisdn_index");

-- CreateIndex
CREATE INDEX "subscribers_holder_id_idx" ON "subscribers"("holder_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscribers_incident_id_subscriber_ref_key" ON "subscribers"("incident_id", "subscriber_ref");

-- CreateIndex
CREATE UNIQUE INDEX "campaigns_finding_id_key" ON "campaigns"("finding_id");

-- CreateIndex
CREATE UNIQUE INDEX "notices_link_id_key" ON "notices"("link_id");

-- CreateIndex
CREATE INDEX "notices_subscriber_id_idx" ON "notices"("subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "notices_campaign_id_subscriber_id_key" ON "notices"("campaign_id", "subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "links_token_hash_key" ON "links"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "links_subscriber_id_version_key" ON "links"("subscriber_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_notice_id_key" ON "outbox"("notice_id");

-- CreateIndex
CREATE INDEX "verification_failures_token_hash_at_idx" ON "verification_failures"("token_hash", "at");

-- CreateIndex
CREATE INDEX "verification_failures_address_index_at_idx" ON "verification_failures"("address_index", "at");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_id_hash_key" ON "sessions"("id_hash");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "audit_events_subject_type_subject_id_idx" ON "audit_events"("subject_type", "subject_id");

-- AddForeignKey
ALTER TABLE "incident_versions" ADD CONSTRAINT "incident_versions_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rogue_cells" ADD CONSTRAINT "rogue_cells_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "findings" ADD CONSTRAINT "findings_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_cells" ADD CONSTRAINT "finding_cells_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "findings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_cells" ADD CONSTRAINT "finding_cells_cell_id_fkey" FOREIGN KEY ("cell_id") REFERENCES "rogue_cells"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signals" ADD CONSTRAINT "signals_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signals" ADD CONSTRAINT "signals_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "findings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signals" ADD CONSTRAINT "signals_cell_id_fkey" FOREIGN KEY ("cell_id") REFERENCES "rogue_cells"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "findings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_cell_id_fkey" FOREIGN KEY ("cell_id") REFERENCES "rogue_cells"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "findings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "findings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exposures" ADD CONSTRAINT "exposures_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exposures" ADD CONSTRAINT "exposures_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "findings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_figures" ADD CONSTRAINT "finding_figures_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "findings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holders" ADD CONSTRAINT "holders_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "holders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscribers" ADD CONSTRAINT "subscribers_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "findings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "links"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "links" ADD CONSTRAINT "links_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_attempts" ADD CONSTRAINT "outbox_attempts_outbox_id_fkey" FOREIGN KEY ("outbox_id") REFERENCES "outbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "links"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Invariants ---------------------------------------------------------------------------------------------------------------
-- What Prisma's schema can't say. `ansim check` asks for what even this can't hold.

-- A finding that people were told is never edited: neither its row nor any row in it, by anyone who comes through SQL.
CREATE FUNCTION refuse_change_of_published_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'published' THEN
    RAISE EXCEPTION 'finding % is published and is never changed', OLD.key USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER findings_published_stay BEFORE UPDATE OR DELETE ON findings
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_finding();

CREATE FUNCTION refuse_rows_of_published_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM findings WHERE status = 'published' AND id IN (SELECT DISTINCT finding_id FROM changed)) THEN
    RAISE EXCEPTION 'rows of a published finding are never changed (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of published findings are never changed (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['finding_cells', 'signals', 'payments', 'people', 'clearances', 'exposures', 'finding_figures'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_no_truncate BEFORE TRUNCATE ON %1$s
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', name);
    EXECUTE format('CREATE TRIGGER %1$s_published_insert AFTER INSERT ON %1$s REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_rows_of_published_finding()', name);
    EXECUTE format('CREATE TRIGGER %1$s_published_update AFTER UPDATE ON %1$s REFERENCING OLD TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_rows_of_published_finding()', name);
    EXECUTE format('CREATE TRIGGER %1$s_published_delete AFTER DELETE ON %1$s REFERENCING OLD TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_rows_of_published_finding()', name);
  END LOOP;
END $$;

ALTER TABLE findings ADD CONSTRAINT findings_published_by_two CHECK (
  status = 'draft' OR (published_at IS NOT NULL AND cardinality(published_by) >= 2));

ALTER TABLE payments ADD CONSTRAINT payments_amount CHECK (amount_krw > 0);
ALTER TABLE exposures ADD CONSTRAINT exposures_counts CHECK (
  confirmed_count >= 0 AND suspected_count >= 0 AND confirmed_krw >= confirmed_count AND suspected_krw >= suspected_count);
ALTER TABLE exposures ADD CONSTRAINT exposures_verdict CHECK (
  (verdict = 'payments') = (confirmed_count + suspected_count > 0)
  AND (verdict NOT IN ('cleared', 'not_exposed') OR (NOT signalled AND cardinality(categories) = 0)));

-- One live line a number in an incident; ended and ported lines may share it with the one that has it now.
CREATE UNIQUE INDEX subscribers_one_active_line ON subscribers (incident_id, msisdn_index) WHERE line_status = 'active';
-- An envelope and the key it was sealed with come and go together.
ALTER TABLE subscribers ADD CONSTRAINT subscribers_envelope CHECK ((envelope IS NULL) = (key_id IS NULL));

-- One live link a line.
CREATE UNIQUE INDEX links_one_live ON links (subscriber_id) WHERE token_hash IS NOT NULL AND revoked_at IS NULL;
ALTER TABLE links ADD CONSTRAINT links_issued CHECK (
  (token_hash IS NULL) = (issued_at IS NULL) AND (token_hash IS NULL) = (expires_at IS NULL));

-- The worker's way to what is due.
CREATE INDEX outbox_due ON outbox (campaign_id, not_before, id) WHERE state = 'pending';
CREATE INDEX outbox_leased ON outbox (lease_until) WHERE state = 'sending';
CREATE INDEX outbox_campaign_state ON outbox (campaign_id, state);
ALTER TABLE outbox ADD CONSTRAINT outbox_lease CHECK ((state = 'sending') = (lease_until IS NOT NULL AND lease_owner IS NOT NULL));
ALTER TABLE outbox ADD CONSTRAINT outbox_settled CHECK (
  (state IN ('accepted', 'failed', 'unknown', 'superseded')) = (settled_at IS NOT NULL));
ALTER TABLE outbox_attempts ADD CONSTRAINT outbox_attempts_finished CHECK ((finished_at IS NULL) = (outcome IS NULL));

ALTER TABLE sessions ADD CONSTRAINT sessions_limits CHECK (idle_until <= expires_at AND expires_at <= created_at + interval '60 minutes');

CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is only added to' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
