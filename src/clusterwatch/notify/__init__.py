"""Tell the keeper: notices to the targets of sources.yaml, and the heartbeat at the end of each run.

archive ─► due? ─► News ─► Notice ─► Apprise ─► accepted ─► archive: told
                                         └────► refused  ─► archive: incident; the next run tries again
"""
