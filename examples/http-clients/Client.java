/*
 * Talks to paycircle over HTTP, from nothing but its description (`/openapi.json`). Java 17 alone, no build:
 *
 *   PAYCIRCLE_URL=http://127.0.0.1:4000 PAYCIRCLE_API_KEY_FILE=api-key java Client.java sign agent@example.com order-17
 *   … java Client.java agreement agent@example.com
 *   … java Client.java permission agent@example.com cae_charge_agent
 *
 * Ends with 0 for yes, 1 for no, 3 where nobody knows, 4 where the request was refused. Unknown is never a no: who cuts
 * an agent off, or tells him that he is not signed, does so on 1 alone. Money moves on 0 alone.
 */
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

public class Client {
    /** Reasons of a permission not given that do not say what Alipay would answer now: no money moves, and nobody is told no. */
    private static final Set<String> NOBODY_KNOWS = Set.of("unknown", "stale", "awaiting_signer", "doubted", "refused");

    /** Kind `answer` with the body, `refused` where paycircle says that the request is wrong, else `unknown` with why. */
    private record Result(String kind, Map<String, Object> body, String text, int status, String why, String retryAfterS) {
        static Result unknown(String why, String retryAfterS) {
            return new Result("unknown", Map.of(), "", 0, why, retryAfterS);
        }

        String json() {
            return switch (kind) {
                case "answer" -> "{\"kind\":\"answer\",\"body\":" + text.strip() + "}";
                case "refused" -> "{\"kind\":\"refused\",\"problem\":" + text.strip() + "}";
                default -> "{\"kind\":\"unknown\",\"why\":" + Json.quoted(why)
                    + (retryAfterS == null ? "" : ",\"retryAfterS\":" + retryAfterS) + "}";
            };
        }
    }

    public static void main(String[] arguments) throws Exception {
        String act = arguments.length > 0 ? arguments[0] : "";
        boolean complete = act.equals("agreement") ? arguments.length == 2 : arguments.length == 3;
        if (!complete || !Set.of("sign", "agreement", "permission").contains(act)) {
            System.err.println("usage: java Client.java sign EMAIL KEY | agreement EMAIL | permission EMAIL OPERATION");
            System.exit(2);
        }
        String email = arguments[1];
        String agreement = "/v1/agreements/" + encoded(email);
        Result result = switch (act) {
            // The key belongs to what the signing is for, so that whoever asks again gets the same signing.
            case "sign" -> call("POST", "/v1/signings", "{\"email\":" + Json.quoted(email) + ",\"scope\":\"both\"}", arguments[2]);
            case "agreement" -> call("GET", agreement, null, null);
            // Asked before each debit and each refund, never remembered.
            default -> call("GET", agreement + "/permission?operation=" + encoded(arguments[2]), null, null);
        };
        System.out.println(result.json());
        System.exit(exitCodeOf(act, result));
    }

    private static Result call(String method, String path, String body, String idempotencyKey) throws InterruptedException, IOException {
        Duration limit = Duration.ofMillis(Long.parseLong(setting("TIMEOUT_MS", "10000")));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(setting("PAYCIRCLE_URL", "http://127.0.0.1:4000") + path))
            .timeout(limit)
            .header("Authorization", "Bearer " + Files.readString(Path.of(setting("PAYCIRCLE_API_KEY_FILE", "api-key"))).strip())
            .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) request.header("Content-Type", "application/json");
        if (idempotencyKey != null) request.header("Idempotency-Key", idempotencyKey);
        HttpClient client = HttpClient.newBuilder().connectTimeout(limit).followRedirects(HttpClient.Redirect.NEVER).build();
        HttpResponse<String> response;
        Map<String, Object> json;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            json = Json.object(response.body());
        } catch (HttpTimeoutException timeout) {
            return Result.unknown("timeout", null);
        } catch (IOException | IllegalArgumentException unreadable) {
            return Result.unknown("no readable answer", null);
        }
        int status = response.statusCode();
        if (status >= 200 && status < 300) return new Result("answer", json, response.body(), status, null, null);
        if (status == 429 || status >= 500 || status < 400) {
            // The same call again after that time, with the same Idempotency-Key: it takes effect once.
            String after = response.headers().firstValue("Retry-After").filter(value -> value.matches("\\d{1,9}")).orElse(null);
            return Result.unknown(json.get("code") instanceof String code ? code : "no readable answer", after);
        }
        return new Result("refused", json, response.body(), status, null, null);
    }

    private static int exitCodeOf(String act, Result result) {
        if (result.kind().equals("refused")) return 4;
        if (result.kind().equals("unknown")) return 3;
        Object allowed = result.body().get("allowed");
        if (!act.equals("permission") || Boolean.TRUE.equals(allowed)) return 0;
        return Boolean.FALSE.equals(allowed) && !NOBODY_KNOWS.contains(String.valueOf(result.body().get("reasonCode"))) ? 1 : 3;
    }

    private static String setting(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

/** As much of JSON as this example needs, since Java brings none; a site takes the library that it has. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The members of a JSON object; IllegalArgumentException for anything else. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String text) {
        Json reader = new Json(text);
        Object value = reader.value(0);
        reader.blanks();
        if (!(value instanceof Map) || reader.at != text.length()) throw new IllegalArgumentException("no JSON object");
        return (Map<String, Object>) value;
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char one : text.toCharArray()) {
            if (one == '"' || one == '\\') quoted.append('\\').append(one);
            else if (one < ' ') quoted.append(String.format("\\u%04x", (int) one));
            else quoted.append(one);
        }
        return quoted.append('"').toString();
    }

    private Object value(int depth) {
        if (depth > 50) throw new IllegalArgumentException("too deep");
        blanks();
        char first = peek();
        if (first == '{') return members(depth);
        if (first == '[') return elements(depth);
        if (first == '"') return string();
        for (String word : List.of("true", "false", "null")) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("null") ? null : (Object) word.equals("true");
            }
        }
        int start = at;
        while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) at++;
        return Double.valueOf(text.substring(start, at));
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        blanks();
        if (peek() == '}') at++;
        else {
            do {
                blanks();
                String name = string();
                blanks();
                expect(':');
                members.put(name, value(depth + 1));
                blanks();
            } while (next() == ',');
            if (text.charAt(at - 1) != '}') throw new IllegalArgumentException("no }");
        }
        return members;
    }

    private List<Object> elements(int depth) {
        List<Object> elements = new ArrayList<>();
        at++;
        blanks();
        if (peek() == ']') at++;
        else {
            do {
                elements.add(value(depth + 1));
                blanks();
            } while (next() == ',');
            if (text.charAt(at - 1) != ']') throw new IllegalArgumentException("no ]");
        }
        return elements;
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        for (char one = next(); one != '"'; one = next()) {
            if (one != '\\') value.append(one);
            else {
                char escape = next();
                int place = "\"\\/bfnrt".indexOf(escape);
                if (place >= 0) value.append("\"\\/\b\f\n\r\t".charAt(place));
                else if (escape == 'u' && at + 4 <= text.length()) {
                    value.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                } else throw new IllegalArgumentException("bad escape");
            }
        }
        return value.toString();
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private char peek() {
        if (at >= text.length()) throw new IllegalArgumentException("ends early");
        return text.charAt(at);
    }

    private char next() {
        char one = peek();
        at++;
        return one;
    }

    private void expect(char wanted) {
        if (next() != wanted) throw new IllegalArgumentException("no " + wanted);
    }
}
