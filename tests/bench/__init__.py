"""Speed against a reference in the same run: ratios, not seconds.

The benches work on a platform of their own in a temporary folder, which is set up here, before any of them.
"""

import atexit
import os
import shutil
import tempfile

import django

if "BENCH_HOME" not in os.environ:  # the processes that a bench starts share the folder of the first
    os.environ["BENCH_HOME"] = tempfile.mkdtemp(prefix="gk-bench-")
    atexit.register(shutil.rmtree, os.environ["BENCH_HOME"], ignore_errors=True)
os.environ |= {"GONGKAI_HOME": os.environ["BENCH_HOME"], "DJANGO_SETTINGS_MODULE": "gongkai.server.settings"}
os.environ.pop("GONGKAI_DATABASE_URL", None)
django.setup()
