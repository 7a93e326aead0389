#!/bin/sh
# Writes the AppStream metadata to standard output. What needs public addresses is left out unless both are set:
#
#   MAYFLY_HOME_PAGE        the home page
#   MAYFLY_IMAGES_ADDRESS   the folder docs/images of the release's tag, as plain files
set -eu
source=$(dirname "$0")/app.mayfly.Mayfly.metainfo.xml
if [ -n "${MAYFLY_HOME_PAGE:-}" ] && [ -n "${MAYFLY_IMAGES_ADDRESS:-}" ]; then
    sed -e "s|{{home}}|$MAYFLY_HOME_PAGE|" -e "s|{{images}}|$MAYFLY_IMAGES_ADDRESS|" -e '/<!-- .*: needs addresses -->/d' \
        -e '/<!-- metainfo.sh/d' "$source"
else
    sed -e '/<!-- begin: needs addresses -->/,/<!-- end: needs addresses -->/d' -e '/<!-- metainfo.sh/d' "$source"
fi
