-- CreateEnum
CREATE TYPE "StaffRole" AS ENUM ('agent', 'store', 'reviewer', 'operator', 'auditor');

-- CreateEnum
CREATE TYPE "CallerCheck" AS ENUM ('code', 'app');

-- CreateEnum
CREATE TYPE "CallOutcome" AS ENUM ('answered', 'link_sent', 'report_filed', 'sent_to_store', 'not_checked', 'other');

-- CreateEnum
CREATE TYPE "ReportKind" AS ENUM ('suspicious_message', 'suspicious_call', 'logged_out', 'unlisted_payment');

-- CreateEnum
CREATE TYPE "ReportState" AS ENUM ('open', 'taken', 'answered', 'closed');

-- CreateEnum
CREATE TYPE "ReportEntryKind" AS ENUM ('note', 'answer');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "NoticeKind" ADD VALUE 'link_again';
ALTER TYPE "NoticeKind" ADD VALUE 'signed_in';
ALTER TYPE "NoticeKind" ADD VALUE 'acted';
ALTER TYPE "NoticeKind" ADD VALUE 'answered';

-- DropIndex
DROP INDEX "notices_campaign_id_subscriber_id_key";

-- AlterTable
ALTER TABLE "holders" ADD COLUMN     "first_sign_in_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "subscribers" ADD COLUMN     "person_index" BYTEA;

-- AlterTable
ALTER TABLE "campaigns" ALTER COLUMN "finding_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "notices" ADD COLUMN     "written_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "authenticator_in_store" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "authenticator_since" TIMESTAMPTZ(3),
ADD COLUMN     "holder_id" BIGINT,
ADD COLUMN     "raised_for" TEXT,
ADD COLUMN     "raised_until" TIMESTAMPTZ(3),
ADD COLUMN     "wrong_agent_codes" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "actor_role" TEXT,
ADD COLUMN     "address" TEXT,
ADD COLUMN     "reason" TEXT;

-- CreateTable
CREATE TABLE "kept_forms" (
    "id_hash" BYTEA NOT NULL,
    "subscriber_id" BIGINT NOT NULL,
    "path" TEXT NOT NULL,
    "envelope" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_forms_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "staff_members" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" "StaffRole"[],
    "store_ref" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_sign_in_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_sessions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "id_hash" BYTEA NOT NULL,
    "member_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "idle_until" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calls" (
    "id" BIGSERIAL NOT NULL,
    "member_id" BIGINT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "subscriber_id" BIGINT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmation_id" TEXT,
    "wrong_codes" INTEGER NOT NULL DEFAULT 0,
    "checked_at" TIMESTAMPTZ(3),
    "checked_by" "CallerCheck",
    "agent_code_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "outcome" "CallOutcome",
    "envelope" BYTEA,
    "key_id" TEXT,

    CONSTRAINT "calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "caller_codes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "subscriber_id" BIGINT NOT NULL,
    "session_id" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "caller_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" BIGSERIAL NOT NULL,
    "case_number" TEXT NOT NULL,
    "idempotency_key" UUID NOT NULL,
    "incident_id" TEXT NOT NULL,
    "subscriber_id" BIGINT,
    "call_id" BIGINT,
    "kind" "ReportKind" NOT NULL,
    "state" "ReportState" NOT NULL DEFAULT 'open',
    "language" "Language" NOT NULL,
    "envelope" BYTEA,
    "key_id" TEXT,
    "address_index" BYTEA,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "owner_id" BIGINT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_entries" (
    "id" BIGSERIAL NOT NULL,
    "report_id" BIGINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "kind" "ReportEntryKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "envelope" BYTEA,
    "key_id" TEXT,

    CONSTRAINT "report_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_reviews" (
    "month" TEXT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "access_reviews_pkey" PRIMARY KEY ("month")
);

-- CreateIndex
CREATE INDEX "kept_forms_expires_at_idx" ON "kept_forms"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "staff_members_subject_key" ON "staff_members"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "staff_sessions_id_hash_key" ON "staff_sessions"("id_hash");

-- CreateIndex
CREATE INDEX "staff_sessions_expires_at_idx" ON "staff_sessions"("expires_at");

-- CreateIndex
CREATE INDEX "calls_member_id_started_at_idx" ON "calls"("member_id", "started_at");

-- CreateIndex
CREATE INDEX "calls_subscriber_id_idx" ON "calls"("subscriber_id");

-- CreateIndex
CREATE INDEX "caller_codes_subscriber_id_issued_at_idx" ON "caller_codes"("subscriber_id", "issued_at");

-- CreateIndex
CREATE INDEX "caller_codes_session_id_idx" ON "caller_codes"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "reports_case_number_key" ON "reports"("case_number");

-- CreateIndex
CREATE UNIQUE INDEX "reports_idempotency_key_key" ON "reports"("idempotency_key");

-- CreateIndex
CREATE INDEX "reports_subscriber_id_idx" ON "reports"("subscriber_id");

-- CreateIndex
CREATE INDEX "reports_state_due_at_idx" ON "reports"("state", "due_at");

-- CreateIndex
CREATE INDEX "reports_address_index_filed_at_idx" ON "reports"("address_index", "filed_at");

-- CreateIndex
CREATE INDEX "report_entries_report_id_idx" ON "report_entries"("report_id");

-- CreateIndex
CREATE INDEX "subscribers_person_index_idx" ON "subscribers"("person_index");

-- CreateIndex
CREATE INDEX "subscribers_guardian_msisdn_index_idx" ON "subscribers"("guardian_msisdn_index");

-- CreateIndex
CREATE INDEX "sessions_subscriber_id_idx" ON "sessions"("subscriber_id");

-- CreateIndex
CREATE INDEX "audit_events_actor_type_actor_id_at_idx" ON "audit_events"("actor_type", "actor_id", "at");

-- CreateIndex
CREATE INDEX "audit_events_at_idx" ON "audit_events"("at");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "holders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kept_forms" ADD CONSTRAINT "kept_forms_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "caller_codes" ADD CONSTRAINT "caller_codes_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "caller_codes" ADD CONSTRAINT "caller_codes_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "calls"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_entries" ADD CONSTRAINT "report_entries_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_entries" ADD CONSTRAINT "report_entries_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_reviews" ADD CONSTRAINT "access_reviews_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand -------------------------------------------------------------------------------------------------------------------

-- Who signs in is found by the provider's claim alone.
CREATE INDEX holders_ref ON holders (holder_ref);

-- One notice a line and finding; letters may be many. Written without the new values, which this transaction can't use yet.
CREATE UNIQUE INDEX notices_one_a_campaign ON notices (campaign_id, subscriber_id) WHERE kind IN ('first', 'update');
ALTER TABLE notices ADD CONSTRAINT notices_letters CHECK ((written_at IS NULL) = (kind IN ('first', 'update')));
-- Which kinds of letters there have been, which every check of a pasted message asks.
CREATE INDEX notices_letters_written ON notices (kind, written_at) WHERE written_at IS NOT NULL;

-- The letters' campaign: one, and always running.
INSERT INTO campaigns (status, planned_at) VALUES ('running', now());
CREATE UNIQUE INDEX campaigns_one_of_letters ON campaigns ((finding_id IS NULL)) WHERE finding_id IS NULL;
ALTER TABLE campaigns ADD CONSTRAINT campaigns_letters_run CHECK (finding_id IS NOT NULL OR status = 'running');

-- What `person_index` needs comes with the next import of the same file, which a digest would take for done.
UPDATE subscribers SET row_digest = NULL;

-- Who signed in is known from L2 on; L3 is an action of such a session, never a session.
ALTER TABLE sessions ADD CONSTRAINT sessions_level CHECK (level <> 'L3' AND (level = 'L2') = (holder_id IS NOT NULL));
ALTER TABLE sessions ADD CONSTRAINT sessions_raised CHECK (
  (raised_for IS NULL) = (raised_until IS NULL) AND (raised_for IS NULL OR level = 'L2'));

ALTER TABLE staff_sessions ADD CONSTRAINT staff_sessions_limits CHECK (
  idle_until <= expires_at AND expires_at <= created_at + interval '8 hours');
ALTER TABLE staff_members ADD CONSTRAINT staff_members_store CHECK (NOT 'store' = ANY (roles) OR store_ref IS NOT NULL);

ALTER TABLE calls ADD CONSTRAINT calls_checked CHECK (
  (checked_at IS NULL) = (checked_by IS NULL) AND (checked_at IS NULL OR subscriber_id IS NOT NULL));
ALTER TABLE calls ADD CONSTRAINT calls_ended CHECK ((ended_at IS NULL) = (outcome IS NULL));
ALTER TABLE calls ADD CONSTRAINT calls_envelope CHECK ((envelope IS NULL) = (key_id IS NULL));
-- An agent speaks with one caller at a time.
CREATE UNIQUE INDEX calls_one_open ON calls (member_id) WHERE ended_at IS NULL;

-- What was signed stays as it was signed.
CREATE TRIGGER access_reviews_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_reviews
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

ALTER TABLE reports ADD CONSTRAINT reports_envelope CHECK ((envelope IS NULL) = (key_id IS NULL));
ALTER TABLE reports ADD CONSTRAINT reports_owner CHECK (state = 'open' OR owner_id IS NOT NULL);
ALTER TABLE reports ADD CONSTRAINT reports_closed CHECK ((state = 'closed') = (closed_at IS NOT NULL));
ALTER TABLE report_entries ADD CONSTRAINT report_entries_envelope CHECK ((envelope IS NULL) = (key_id IS NULL));
