<?php
/*
 * Talks to paycircle over HTTP, from nothing but its description (`/openapi.json`). PHP 8 without extensions.
 *
 *   PAYCIRCLE_URL=http://127.0.0.1:4000 PAYCIRCLE_API_KEY_FILE=api-key php client.php sign agent@example.com order-17
 *   … php client.php agreement agent@example.com
 *   … php client.php permission agent@example.com cae_charge_agent
 *
 * Ends with 0 for yes, 1 for no, 3 where nobody knows, 4 where the request was refused. Unknown is never a no: who cuts
 * an agent off, or tells him that he is not signed, does so on 1 alone. Money moves on 0 alone.
 */
declare(strict_types=1);

/** Reasons of a permission not given that do not say what Alipay would answer now: no money moves, and nobody is told no. */
const NOBODY_KNOWS = ['unknown', 'stale', 'awaiting_signer', 'doubted', 'refused'];

function setting(string $name, string $otherwise): string
{
    $value = getenv($name);
    return $value === false || $value === '' ? $otherwise : $value;
}

/**
 * `['kind' => 'answer', 'body' => …]`, `['kind' => 'refused', 'problem' => …]` where paycircle says that the request is
 * wrong, or `['kind' => 'unknown', 'why' => …, 'retryAfterS' => …]`: no answer, an unreadable one, a defect, or "later".
 */
function call(string $method, string $path, ?array $body = null, ?string $idempotencyKey = null): array
{
    $headers = ['Authorization: Bearer ' . trim(file_get_contents(setting('PAYCIRCLE_API_KEY_FILE', 'api-key')))];
    if ($body !== null) {
        $headers[] = 'Content-Type: application/json';
    }
    if ($idempotencyKey !== null) {
        $headers[] = 'Idempotency-Key: ' . $idempotencyKey;
    }
    $timeoutS = (int) setting('TIMEOUT_MS', '10000') / 1000;
    $options = ['method' => $method, 'header' => $headers, 'timeout' => $timeoutS, 'follow_location' => 0, 'ignore_errors' => true];
    if ($body !== null) {
        $options['content'] = json_encode($body, JSON_THROW_ON_ERROR);
    }
    $began = microtime(true);
    $url = rtrim(setting('PAYCIRCLE_URL', 'http://127.0.0.1:4000'), '/') . $path;
    $stream = @fopen($url, 'r', false, stream_context_create(['http' => $options]));
    $text = $stream === false ? false : stream_get_contents($stream);
    $timedOut = $stream !== false && stream_get_meta_data($stream)['timed_out'];
    if ($text === false || $timedOut) {
        return ['kind' => 'unknown', 'why' => $timedOut || microtime(true) - $began >= $timeoutS ? 'timeout' : 'no readable answer'];
    }
    $status = 0;
    $retryAfter = null;
    foreach (stream_get_meta_data($stream)['wrapper_data'] ?? [] as $line) {
        if (preg_match('~^HTTP/\S+ (\d{3})~', $line, $found) === 1) {
            $status = (int) $found[1];
        } elseif (preg_match('~^retry-after:\s*(\d+)\s*$~i', $line, $found) === 1) {
            $retryAfter = (int) $found[1];
        }
    }
    $json = json_decode($text, true);
    if (!is_array($json)) {
        return ['kind' => 'unknown', 'why' => 'no readable answer'];
    }
    if ($status >= 200 && $status < 300) {
        // An empty object stays an object when it is written again.
        return ['kind' => 'answer', 'body' => $json === [] ? (object) [] : $json];
    }
    if ($status === 429 || $status >= 500 || $status < 400) {
        // The same call again after that time, with the same Idempotency-Key: it takes effect once.
        $why = is_string($json['code'] ?? null) ? $json['code'] : 'no readable answer';
        return ['kind' => 'unknown', 'why' => $why] + ($retryAfter === null ? [] : ['retryAfterS' => $retryAfter]);
    }
    return ['kind' => 'refused', 'problem' => ['status' => $status, 'code' => $json['code'] ?? null, 'remedy' => $json['remedy'] ?? null]];
}

function exitCodeOf(string $act, array $result): int
{
    if ($result['kind'] === 'refused') {
        return 4;
    }
    if ($result['kind'] === 'unknown') {
        return 3;
    }
    $body = (array) $result['body'];
    if ($act !== 'permission' || ($body['allowed'] ?? null) === true) {
        return 0;
    }
    return ($body['allowed'] ?? null) === false && !in_array($body['reasonCode'] ?? null, NOBODY_KNOWS, true) ? 1 : 3;
}

[$act, $email, $third] = [$argv[1] ?? '', $argv[2] ?? '', $argv[3] ?? ''];
$agreement = '/v1/agreements/' . rawurlencode($email);
if ($email === '' || !in_array($act, ['sign', 'agreement', 'permission'], true) || ($act !== 'agreement' && $third === '')) {
    fwrite(STDERR, "usage: php client.php sign EMAIL KEY | agreement EMAIL | permission EMAIL OPERATION\n");
    exit(2);
}
$result = match ($act) {
    // The key belongs to what the signing is for, so that whoever asks again gets the same signing.
    'sign' => call('POST', '/v1/signings', ['email' => $email, 'scope' => 'both'], $third),
    'agreement' => call('GET', $agreement),
    // Asked before each debit and each refund, never remembered.
    'permission' => call('GET', $agreement . '/permission?operation=' . rawurlencode($third)),
};
echo json_encode($result, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), "\n";
exit(exitCodeOf($act, $result));
