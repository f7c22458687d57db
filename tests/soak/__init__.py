"""Many nights over many sites that have faults, with the truth kept beside them.

world (sites, posts, truth) ─► faults change the answers ─► nights (`run -q`, its mail) ─► report (told, ended, false)

python -m tests.soak [--nights 30 | --weeks 52] [--sources 100] [--seed 1] [--markdown]
"""
