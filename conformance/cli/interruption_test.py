#!/usr/bin/python3
"""What a run leaves behind: nothing, whoever interrupts it, does not read or is no plain file."""

import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, __file__.rsplit("/", 1)[0] + "/testing")
import assay  # noqa: E402

DEAF = """title: A shim that does not read
checks: [MSG-16]
cast:
  bob: { kind: client, starts: nothing }
steps:
  - for each: { n: 1..1000 }
    do:
      - bob does: { do: send, to: "a@localhost", id: "{n}", body: "{repeat('x', 2000)}" }
"""


def is_gone(pid):
    """Also a process that only waits for its parent to look is gone."""
    try:
        return pathlib.Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


class Interruption(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="assay-test-")
        self.folder = pathlib.Path(self.temporary.name)
        self.addCleanup(self.temporary.cleanup)

    def test_a_signal_while_the_target_starts_ends_the_target_too(self):
        for signal in ("INT", "TERM"):
            note = self.folder / signal
            launch = self.folder / "launch.sh"
            launch.write_text(f'echo "$$ $ASSAY_FOLDER" > {note}\nkill -{signal} $PPID\nexec sleep 1000\n')
            target = self.folder / "slow.yaml"
            target.write_text(f"name: slow\nlaunch: exec sh {launch}\ncapabilities: [stream]\n")
            done = assay.run("run", "scenarios/xmpp/stream_header.yaml", "--target", target)
            self.assertEqual(done.returncode, 3, done.stderr + done.stdout)
            self.assertIn("interrupted", done.stdout)
            process, folder = note.read_text().split()
            self.assertFalse(pathlib.Path("/proc", process).exists())
            self.assertFalse(pathlib.Path(folder).exists())

    def test_a_killed_run_does_not_leave_the_target_running(self):
        note = self.folder / "pids"
        launch = self.folder / "launch.sh"
        # The shell and a child that ignores SIGTERM; the run is killed while it waits for the ready line.
        launch.write_text(f"(trap '' TERM; exec sleep 1000) &\necho $$ $! > {note}.part\nmv {note}.part {note}\nwait\n")
        target = self.folder / "slow.yaml"
        target.write_text(f"name: slow\nlaunch: exec sh {launch}\ncapabilities: [stream]\n")
        process = subprocess.Popen([assay.ASSAY, "run", "scenarios/xmpp/stream_header.yaml", "--target", str(target)], cwd=assay.ROOT,
                                   stdout=subprocess.DEVNULL)
        self.wait_for(note.exists)
        process.kill()
        process.wait()
        for pid in note.read_text().split():
            self.wait_for(lambda: is_gone(pid))

    def wait_for(self, what):
        until = time.monotonic() + assay.PATIENCE
        while not what():
            self.assertLess(time.monotonic(), until)
            time.sleep(0.01)

    def test_a_shim_that_does_not_read_holds_nobody_up(self):
        scenario = self.folder / "deaf.yaml"
        scenario.write_text(DEAF)
        done = assay.run("run", scenario, "--client", "exec sleep 1000")
        self.assertIn("1 scenario", done.stdout, done.stderr)

    def test_a_report_goes_into_a_pipe_and_does_not_replace_it(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        done = assay.run("run", "scenarios/xmpp/ping.yaml", "--target", "simulator", "--junit", pipe)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(stat.S_ISFIFO(os.stat(pipe).st_mode))
        self.assertIn(b"<testsuite", os.read(reader, 65536))


if __name__ == "__main__":
    unittest.main(verbosity=2)
