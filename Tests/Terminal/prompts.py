"""`octavo prompts`: versions, labels and results from the shell, and templates from and for other systems."""

from project import Project
from terminal import check

TEMPLATE = """---
name: greet
inputs:
  guest: text
  vip: bool
---
Hello {{ guest }}{{ if vip }}, welcome back{{ end }}.
"""

DOTPROMPT = """---
model: small
input:
  schema:
    guest: string
    words(array): string
---
{{role "system"}}Be kind.
{{role "user"}}{{guest}}: {{#each words}}{{this}} {{/each}}
"""


def test_versions_are_released_listed_compared_and_labelled():
    with Project({"config/octavo.yaml": "", "greet.md": TEMPLATE}) as project:
        done = project.octavo("prompts", "release", "greet.md", "1.0.0", "--label", "production")
        check("greet@1.0.0" in done.stdout, f"says what is released: {done.stdout}")
        project.write("greet.md", TEMPLATE.replace("Hello", "Dear"))
        wrong = project.octavo("prompts", "release", "greet.md", "1.0.0", status=1)
        check("error[released-version]" in wrong.stderr, f"refuses a number that is taken: {wrong.stderr}")
        project.octavo("prompts", "release", "greet.md", "1.0.1")
        rows = project.objects("prompts", "list", "greet")[0]["rows"]
        check([row.get("version") for row in rows] == ["1.0.0", "1.0.1"], f"lists both: {rows}")
        changes = project.objects("prompts", "diff", "greet", "production", "latest")[0]["rows"]
        check([(row["part"], row["before"][:5], row["after"][:4]) for row in changes] == [("text", "Hello", "Dear")], f"{changes}")
        done = project.octavo("prompts", "label", "greet", "production", "latest")
        check(done.stdout == "greet@production is 1.0.1\n", done.stdout)
        check("production: 1.0.1" in project.read("prompts/versions/greet/labels.yaml"), "the label stands in its file")
        project.write("prompts/versions/greet/1.0.1.md", project.read("prompts/versions/greet/1.0.1.md").replace("Dear", "Hi"))
        wrong = project.octavo("prompts", "list", status=1)
        check("error[changed-release]" in wrong.stderr, f"a released file that was changed is refused: {wrong.stderr}")


def test_a_file_of_dotprompt_is_imported_and_exported():
    with Project({"config/octavo.yaml": "", "desk.prompt": DOTPROMPT}) as project:
        done = project.octavo("prompts", "import", "desk.prompt", "-o", "prompts/templates/desk.md")
        check(done.stdout == "prompts/templates/desk.md is written\n", done.stdout)
        text = project.read("prompts/templates/desk.md")
        check("--- system ---" in text and "{{ for word in words }}" in text, text)
        shown = project.octavo("-e", 'render(prompt("prompts/templates/desk.md"), guest: "Ann", words: ["a", "b"]).user')
        check(shown.stdout.strip() == '"Ann: a b "', shown.stdout)
        same = project.octavo("-e", 'render(prompt("desk.prompt"), guest: "Ann", words: ["a", "b"]).user')
        check(same.stdout == shown.stdout, f"the file itself is a prompt too: {same.stdout}")
        back = project.octavo("prompts", "export", "prompts/templates/desk.md")
        check('{{role "system"}}' in back.stdout and "{{#each words}}" in back.stdout, back.stdout)
        wrong = project.octavo("prompts", "export", "prompts/templates/desk.md", "--format", "mustache", status=1)
        check("error[no-counterpart]" in wrong.stderr and wrong.stdout == "", f"{wrong.stdout}{wrong.stderr}")


def test_what_has_no_counterpart_is_shown_and_nothing_is_written():
    with Project({"config/octavo.yaml": "", "photo.prompt": "Look: {{media url=photo}}", "list.mustache": "{{#xs}}{{name}}{{/xs}}"}) as project:
        wrong = project.octavo("prompts", "import", "photo.prompt", "-o", "photo.md", status=1)
        check("photo.prompt:1:7" in wrong.stderr and "error[no-counterpart]" in wrong.stderr, wrong.stderr)
        wrong = project.octavo("prompts", "import", "list.mustache", status=1)
        check("list(record(name: text))" in wrong.stderr, f"says how it is said: {wrong.stderr}")
        done = project.octavo("prompts", "import", "list.mustache", "--input", "xs=list(record(name: text))")
        check("{{ for x in xs }}" in done.stdout or "{{ for item in xs }}" in done.stdout, done.stdout)
        wrong = project.octavo("prompts", "import", "list.mustache", "--input", "xs", status=1)
        check("error[wrong-argument]" in wrong.stderr, wrong.stderr)
