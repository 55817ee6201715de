#!/bin/sh
# Open a pull request with what is staged: LOCALE TITLE BODY. For the forms that write to a language's ledger.
set -eu
locale=$1 title=$2 body=$3

# Two open pull requests would add rows at the same place of one ledger, so the second one could not be merged.
open=$(gh pr list --state open --limit 100 --json title --jq '.[].title')
for kind in Sign-off Review; do
  if printf '%s\n' "$open" | grep -qF -- "$kind: $locale,"; then
    echo "A sign-off for $locale is open: merge or close its pull request, then fill in this form again." >&2
    exit 1
  fi
done
branch="sign-off-$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT"
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git switch -c "$branch"
git commit -m "$title"
gh auth setup-git
git push origin "$branch"
gh pr create --base "$GITHUB_REF_NAME" --head "$branch" --title "$title" --body-file "$body"
