"""The one door for uploads: sealed as they arrive, looked at in the sandbox, reviewed by their author, and only then clean files.

`door` takes a request's file, `cleaning` is what a worker does, `sweep` ends what was left behind; `sealed` is the encrypted folder.
"""
