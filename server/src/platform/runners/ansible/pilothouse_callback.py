# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright: the Pilothouse authors
#
# This file is free software: you can redistribute it and/or modify it under the terms of the GNU General Public License
# as published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version.
# It comes WITHOUT ANY WARRANTY; see <https://www.gnu.org/licenses/> for details.
#
# Why another licence than the rest of Pilothouse: a callback plugin is loaded into Ansible's own process and derives
# from Ansible's classes, and Ansible is under this licence. Nothing of Pilothouse is loaded beside it: the two talk by
# the JSON lines that this file writes.
"""Reports what a playbook does, as JSON lines on the file descriptor named by PILOTHOUSE_EVENTS_FD.

Events (`step-events.rules.ts` reads them):
  step   one task on one host: key, name, play, host, state, attempt, message, changed, diff, ignored
  mark   stdout up to `offset` belongs to the task `key` (or to none)
  stats  Ansible's final word; a playbook without it did not finish

Every event carries `offset`, the size of stdout after the human output that goes with the event. Stdout is flushed for
that, so the log is also as live as the steps. Runs with ansible-core 2.14 to 2.19.
"""

from __future__ import annotations

import copy
import json
import os
import re
import stat
import sys
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: pilothouse_callback
type: notification
short_description: Reports plays and tasks to Pilothouse
description:
  - Writes JSON lines to the file descriptor named by the environment variable PILOTHOUSE_EVENTS_FD.
  - Does nothing when that variable is not set.
"""

MAX_MESSAGE = 2000
MAX_OUTPUT = 600
MAX_LABEL = 120
MAX_DIFF = 60000
COLORS = re.compile(r"\x1b\[[0-9;]*m")


def cut(text, length):
    return text if len(text) <= length else text[: length - 1] + "…"


def tail(text, length):
    text = text.strip()
    return text if len(text) <= length else "…" + text[1 - length :]


def is_secret(result):
    """True for a result of which nothing but its state may leave Ansible."""
    return bool(result.get("_ansible_no_log")) or "censored" in result


def plain(value):
    """Text of a message, whatever a module made of it: strings as they are, anything else as JSON."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    try:
        return json.dumps(value, default=str)
    except (TypeError, ValueError):
        return str(value)


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "pilothouse_callback"
    CALLBACK_NEEDS_ENABLED = False

    def __init__(self):
        super().__init__()
        self._fd = self._take_fd()
        if self._fd is None:
            self.disabled = True
        self._is_torn = False
        self._play_numbers = {}
        self._play_number = 0
        self._play_name = None
        self._plays_without_hosts = []
        # Of all plays: (play number, path and name, how many of that in this batch) -> task number, names by key.
        self._task_numbers = {}
        self._task_counts = {}
        self._names = {}
        # Of the batch that runs: `serial` runs a play again and again, with the same uuids.
        self._keys = {}
        self._seen = {}
        self._finished = set()
        self._items = {}

    def _take_fd(self):
        # Popped, and closed on exec: neither a module nor a playbook started by one may write here.
        number = os.environ.pop("PILOTHOUSE_EVENTS_FD", "")
        try:
            fd = int(number)
            os.set_inheritable(fd, False)
            return fd
        except (OSError, ValueError):
            return None

    # -- writing ---------------------------------------------------------------------------------------------------

    def _stdout_offset(self):
        try:
            sys.stdout.flush()
            status = os.fstat(1)
        except (OSError, ValueError):
            return None
        return status.st_size if stat.S_ISREG(status.st_mode) else None

    def _write(self, event, **values):
        values = {name: value for name, value in values.items() if value is not None}
        values.update(event=event, at=int(time.time() * 1000), offset=self._stdout_offset())
        line = (json.dumps(values) + "\n").encode("ascii")
        # A line that a full disk cut short must not spoil the next one.
        rest = b"\n" + line if self._is_torn else line
        try:
            while rest:
                rest = rest[os.write(self._fd, rest) :]
            self._is_torn = False
        except OSError:
            self._is_torn = True

    def _write_step(self, state, key, task, host, **values):
        name = self._names.get(key) or task.get_name()
        self._write("step", state=state, key=key, name=name, play=self._play_name, host=host.get_name(), **values)

    # -- keys ------------------------------------------------------------------------------------------------------

    def _new_key(self, task):
        """The key of a task that begins: of the same task in an earlier batch of the play, or the next number."""
        try:
            path = task.get_path()
        except Exception:  # tasks that Ansible itself adds lie in no file
            path = ""
        signature = (self._play_number, path, task.name or task.action)
        count = self._seen[signature] = self._seen.get(signature, 0) + 1
        number = self._task_numbers.get((signature, count))
        if number is None:
            number = self._task_counts[self._play_number] = self._task_counts.get(self._play_number, 0) + 1
            self._task_numbers[(signature, count)] = number
        key = "%d.%d" % (self._play_number, number)
        self._keys[task._uuid] = key
        self._names[key] = task.get_name()
        return key

    def _key_of(self, task):
        return self._keys.get(task._uuid) or self._new_key(task)

    # -- plays and tasks -------------------------------------------------------------------------------------------

    def v2_playbook_on_play_start(self, play):
        number = self._play_numbers.setdefault(play._uuid, len(self._play_numbers) + 1)
        self._play_number = number
        self._play_name = play.get_name()
        self._keys = {}
        self._seen = {}
        self._finished = set()
        self._items = {}
        self._write("mark")

    def v2_playbook_on_no_hosts_matched(self):
        self._plays_without_hosts.append(self._play_name)
        self._write("mark")

    def v2_playbook_on_task_start(self, task, is_conditional):
        # The linear strategy announces a task once, the free one for each host: the name is a template only here.
        self._write("mark", key=self._key_of(task))

    def v2_playbook_on_handler_task_start(self, task):
        self.v2_playbook_on_task_start(task, False)

    def v2_playbook_on_include(self, included_file):
        self._write("mark", key=self._key_of(included_file._task))

    def v2_runner_on_start(self, host, task):
        key = self._key_of(task)
        if (key, host.get_name()) in self._finished:
            key = self._new_key(task)  # a handler that is notified again
        self._write_step("RUNNING", key, task, host)

    # -- results ---------------------------------------------------------------------------------------------------

    def _read(self, task_result):
        """Task, host, key and result. ansible-core 2.19 has public names and deprecates those with a line."""
        task = getattr(task_result, "task", None) or task_result._task
        host = getattr(task_result, "host", None) or task_result._host
        result = getattr(task_result, "result", None)
        if result is None:
            result = task_result._result
        return task, host, self._key_of(task), result if isinstance(result, dict) else {}

    def _finish(self, state, task_result, ignored=None, message=None):
        task, host, key, result = self._read(task_result)
        self._finished.add((key, host.get_name()))
        loop = self._items.pop((key, host.get_name()), None)
        secret = is_secret(result) or task.no_log is True
        if secret:
            message = "The output is hidden (no_log)."
        elif message is None:
            message = self._loop_message(loop) if loop else self._message(state, result)
        self._write_step(
            state,
            key,
            task,
            host,
            message=cut(message, MAX_MESSAGE) if message else None,
            changed=bool(result.get("changed")),
            diff=None if secret or state == "SKIPPED" else self._diff(task, result),
            attempt=result.get("attempts") if isinstance(result.get("attempts"), int) and not loop else None,
            ignored=ignored or None,
        )

    def _message(self, state, result):
        """From a closed list of values: the rest of a result may be anything, and large."""
        text = plain(result.get("msg"))
        if state == "SKIPPED":
            return plain(result.get("skip_reason") or text)
        if state != "FAILED":
            return text
        parts = [text or plain(result.get("reason")) or plain(result.get("exception"))]
        if result.get("rc") not in (None, 0):
            parts[0] = "%s (rc %s)" % (text or "failed", result["rc"])
        for name in ("stderr", "module_stderr", "stdout", "module_stdout"):
            output = result.get(name)
            if isinstance(output, str) and output.strip():
                parts.append(tail(output, MAX_OUTPUT))
                break
        return "\n".join(part for part in parts if part)

    def _diff(self, task, result):
        if task.diff is False:
            return None
        results = result.get("results") if isinstance(result.get("results"), list) else []
        diffs = [result.get("diff")]
        diffs += [item.get("diff") for item in results if isinstance(item, dict) and not is_secret(item)]
        texts = []
        for diff in diffs:
            if diff:
                try:
                    texts.append(COLORS.sub("", self._get_diff(copy.deepcopy(diff))).strip("\n"))
                except Exception:  # a module's diff may have any shape, and none of them is worth a lost event
                    continue
        text = "\n".join(text for text in texts if text)
        return cut(text, MAX_DIFF) if text else None

    def _is_rescued(self, task):
        """True when a block around the task has a rescue part, and the task is not in its rescue or always part."""
        child, parent = task, task._parent
        while parent is not None:
            rescue = getattr(parent, "rescue", None)
            if rescue and any(entry._uuid == child._uuid for entry in parent.block):
                return True
            child, parent = parent, getattr(parent, "_parent", None)
        return False

    def v2_runner_on_ok(self, result):
        self._finish("SUCCEEDED", result)

    def v2_runner_on_skipped(self, result):
        self._finish("SKIPPED", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        task = self._read(result)[0]
        self._finish("FAILED", result, ignored=bool(ignore_errors) or self._is_rescued(task))

    def v2_runner_on_unreachable(self, result):
        task, _, _, values = self._read(result)
        message = "Host is unreachable: " + plain(values.get("msg"))
        self._finish("FAILED", result, ignored=task.ignore_unreachable is True, message=message)

    def v2_runner_retry(self, result):
        task, host, key, values = self._read(result)
        attempts = values.get("attempts")
        if not isinstance(attempts, int):
            return
        message = "Attempt %d of %s failed" % (attempts, values.get("retries", "?"))
        if not is_secret(values) and task.no_log is not True:
            message = cut("%s: %s" % (message, self._message("FAILED", values)), MAX_MESSAGE)
        # Each item of a loop counts its own attempts, so there they say nothing about the step.
        attempt = None if task.loop else attempts + 1
        self._write_step("RUNNING", key, task, host, attempt=attempt, message=message)

    # -- loops -----------------------------------------------------------------------------------------------------

    def _item(self, outcome, task_result):
        task, host, key, result = self._read(task_result)
        loop = self._items.setdefault((key, host.get_name()), {"count": 0, "changed": 0, "failed": 0, "problem": None})
        loop["count"] += 1
        loop["changed"] += 1 if result.get("changed") else 0
        secret = is_secret(result) or task.no_log is True
        label = "" if secret else cut(plain(result.get("_ansible_item_label", result.get("item"))), MAX_LABEL)
        if outcome == "failed":
            loop["failed"] += 1
            if loop["problem"] is None and not secret:
                loop["problem"] = "%s: %s" % (label, self._message("FAILED", result))
        message = "Item %d %s%s" % (loop["count"], outcome, ": " + label if label else "")
        self._write_step("RUNNING", key, task, host, message=message)

    def _loop_message(self, loop):
        items = "1 item" if loop["count"] == 1 else "%d items" % loop["count"]
        if not loop["failed"]:
            return "%s, %d changed" % (items, loop["changed"])
        return "%d of %s failed: %s" % (loop["failed"], items, loop["problem"] or "")

    def v2_runner_item_on_ok(self, result):
        self._item("done", result)

    def v2_runner_item_on_failed(self, result):
        self._item("failed", result)

    def v2_runner_item_on_skipped(self, result):
        self._item("skipped", result)

    # -- the end ---------------------------------------------------------------------------------------------------

    def v2_playbook_on_stats(self, stats):
        hosts = {host: stats.summarize(host) for host in sorted(stats.processed)}
        self._write("stats", hosts=hosts, playsWithoutHosts=self._plays_without_hosts)
