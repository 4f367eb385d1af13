"""Replaying recorded answers: a notebook whose cell asks 1,000 times, all answered from prompts/recordings, beside one that does the same
with answers that are made on the spot."""

import http.server
import json
import os
import threading

from measuring import BINARY, ROOT, WORK, compare, once, prepare

COUNT = 1000
FOLDER = os.path.join(WORK, "recordings")
NOTEBOOK = "replay.md"
# About as long as answers to guests are.
ANSWER = "We have two double rooms left for next weekend, with breakfast, at 120 a night. Shall I hold one for you? " * 4


class Provider(http.server.BaseHTTPRequestHandler):
    """Answers everything with one text."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        choice = {"message": {"role": "assistant", "content": ANSWER}, "finish_reason": "stop"}
        body = json.dumps({"choices": [choice], "usage": {"prompt_tokens": 20, "completion_tokens": 90}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def write(name, provider):
    questions = f'questions = table([{{q: "Question \\(i): any rooms next weekend, for two, with breakfast?"}} for i in 0..{COUNT}])'
    cells = [questions, f"answers = questions | ask(.q, {provider})\nanswers | summarize(n: count(.response), tokens: sum(.tokens_out))"]
    with open(os.path.join(FOLDER, name), "w") as file:
        file.write("---\noctavo: 1\n---\n\n" + "\n".join(f"```octavo\n{cell}\n```\n" for cell in cells))


def replay():
    prepare()
    os.makedirs(os.path.join(FOLDER, "config"), exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(os.path.join(FOLDER, "config", "octavo.yaml"), "w") as file:
        file.write(f"providers: {{bench: {{base_url: 'http://127.0.0.1:{server.server_port}/v1', model: m}}}}\n")
    write(NOTEBOOK, 'provider: "bench"')
    write("made.md", f'provider: "template", template: "{ANSWER}"')
    path = os.path.relpath(os.path.join(FOLDER, NOTEBOOK), ROOT)
    made = os.path.relpath(os.path.join(FOLDER, "made.md"), ROOT)
    once([BINARY, "run", path])
    once([BINARY, "run", made])
    server.shutdown()
    compare(f"a notebook with {COUNT} answers, tested", {
        "octavo test, recorded": [BINARY, "test", path],
        "octavo test, made on the spot": [BINARY, "test", made],
    })
