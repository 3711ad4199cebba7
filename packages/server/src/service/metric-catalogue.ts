/** What one metric is called and means; labels have few values, never an account, a token or an address. */
export interface MetricEntry {
  readonly name: string
  readonly type: 'counter' | 'histogram' | 'gauge'
  readonly help: string
  readonly labels: readonly string[]
}

/** By the name under which the rooms report. Units are base units and end the name, as Prometheus asks for. */
export const reportedMetrics: Readonly<Record<string, MetricEntry>> = {
  paycircle_gateway_calls_total: counter(
    'paycircle_gateway_calls_total',
    'Calls to Alipay’s gateway by service, outcome and, where nothing was settled, reason.',
    ['service', 'outcome', 'reason'],
  ),
  paycircle_gateway_call_seconds: histogram(
    'paycircle_gateway_call_duration_seconds',
    'How long calls to the gateway took.',
    ['service'],
  ),
  'http.request_seconds': histogram('paycircle_http_request_duration_seconds', 'How long requests to us took.', [
    'route',
    'method',
    'status',
  ]),
  'http.rate_limited_total': counter(
    'paycircle_http_rate_limited_total',
    'Calls refused because one API key or one address made too many.',
    ['by'],
  ),
  'engine.checks_total': counter(
    'paycircle_engine_checks_total',
    'Queries by what asked for them and how they ended.',
    ['outcome', 'trigger'],
  ),
  'engine.terminations_total': counter('paycircle_engine_terminations_total', 'Terminations by what was answered.', [
    'outcome',
  ]),
  'engine.permissions_total': counter(
    'paycircle_engine_permissions_total',
    'Permissions asked for, by operation and reason; `signed` is an allowed one.',
    ['operation', 'reason'],
  ),
  'engine.late_answers_total': counter(
    'paycircle_engine_late_answers_total',
    'Answers that came after their claim had run out; logged, and without effect.',
  ),
  'engine.follow_up_failures_total': counter(
    'paycircle_engine_follow_up_failures_total',
    'Times that the follow-up could not read or write the store.',
  ),
  'engine.sweep_failures_total': counter(
    'paycircle_engine_sweep_failures_total',
    'Times that the daily sweep over signed agreements failed.',
  ),
  'engine.rosters_put_off_total': counter(
    'paycircle_engine_rosters_put_off_total',
    'Runs of rosters that ended before they were done: another node asks, or the profile is stopped.',
  ),
  'engine.roster_lease_failures_total': counter(
    'paycircle_engine_roster_lease_failures_total',
    'Times that the lease of a running roster could not be prolonged.',
  ),
  'engine.outpaced_total': counter(
    'paycircle_engine_outpaced_total',
    'Calls that waited again because another node took their turn.',
  ),
  'engine.agreement_conflicts_total': counter(
    'paycircle_engine_agreement_conflicts_total',
    'Changes that were decided again because somebody else changed the agreement first.',
  ),
  'engine.brake_total': counter('paycircle_engine_brake_total', 'Times that the brake was set, kept and opened.', [
    'event',
  ]),
  'engine.profile_pauses_total': counter(
    'paycircle_engine_profile_pauses_total',
    'Times that a code about the merchant paused a profile.',
    ['code'],
  ),
  'delivery.attempts_total': counter(
    'paycircle_delivery_attempts_total',
    'Attempts to deliver to webhooks by outcome.',
    ['outcome'],
  ),
  'delivery.attempt_seconds': histogram(
    'paycircle_delivery_attempt_duration_seconds',
    'How long attempts to deliver took.',
    ['outcome'],
  ),
  'delivery.lag_seconds': histogram(
    'paycircle_delivery_lag_duration_seconds',
    'From an event to its delivery, failed attempts included.',
  ),
  'delivery.late_attempts_total': counter(
    'paycircle_delivery_late_attempts_total',
    'Attempts that ended after their claim had run out; the event goes out again under the same id.',
  ),
  'delivery.failures_total': counter(
    'paycircle_delivery_failures_total',
    'Times that deliveries could not be read, signed or written.',
  ),
  'service.answers_not_kept_total': counter(
    'paycircle_service_answers_not_kept_total',
    'Answers that could not be kept under their Idempotency-Key; a repeat is told that the outcome is unknown.',
  ),
  'service.reads_not_noted_total': counter(
    'paycircle_service_reads_not_noted_total',
    'Looks at an account’s records that could not be logged.',
  ),
}

/** Read from the store whenever somebody asks for the metrics. */
export const gaugeMetrics = {
  buildInfo: gauge('paycircle_build_info', 'Always 1; the version is in the label.', ['version']),
  ready: gauge('paycircle_ready', '1 where /readyz answers ready.'),
  oldestDueAge: gauge(
    'paycircle_oldest_due_age_seconds',
    'How long the longest due query of a profile has been waiting; 0 where none is due.',
    ['profile'],
  ),
  queuedUnits: gauge('paycircle_writer_queue_units', 'Units of this process that wait for their turn to be written.'),
  heldAgreements: gauge('paycircle_agreements_held', 'Agreements of a profile that stand still after a code.', [
    'profile',
  ]),
  oldestClaimAge: gauge(
    'paycircle_oldest_claim_age_seconds',
    'How long the longest standing claim on an agreement of a profile has been held; 0 where none is.',
    ['profile'],
  ),
  pendingDeliveries: gauge(
    'paycircle_deliveries_pending',
    'Events that wait to be delivered to webhooks of a profile; of each webhook 10 000 are counted at most.',
    ['profile'],
  ),
  deadDeliveries: gauge(
    'paycircle_deliveries_dead',
    'Events that were given up because a receiver did not take them; of each webhook 10 000 are counted at most.',
    ['profile'],
  ),
  oldestPendingDeliveryAge: gauge(
    'paycircle_oldest_pending_delivery_age_seconds',
    'How long the delivery to an active webhook that waits longest has been waiting; 0 where none does.',
    ['profile'],
  ),
  profilePaused: gauge('paycircle_profile_paused', '1 while queries and signings of a profile are paused.', [
    'profile',
  ]),
  profileBraked: gauge('paycircle_profile_braked', '1 while the brake holds the queries of a profile.', ['profile']),
} as const satisfies Readonly<Record<string, MetricEntry>>

function counter(name: string, help: string, labels: readonly string[] = []): MetricEntry {
  return { name, type: 'counter', help, labels }
}

function histogram(name: string, help: string, labels: readonly string[] = []): MetricEntry {
  return { name, type: 'histogram', help, labels }
}

function gauge(name: string, help: string, labels: readonly string[] = []): MetricEntry {
  return { name, type: 'gauge', help, labels }
}
