#!/bin/sh
# Signs every case of cases.tsv with OpenSSL, its text converted by iconv: neither has any code in common with ours.
# Prints "name<TAB>signature" lines; signatures.tsv holds the same:  sh recompute.sh > signatures.tsv
set -eu
cd "$(dirname "$0")"

bytes() { printf '%s' "$text" | iconv -f UTF-8 -t "$charset"; }

tab=$(printf '\t')
while IFS="$tab" read -r name sign_type charset key text; do
  case $sign_type in
    MD5) signature=$({ bytes; printf '%s' "$key"; } | openssl dgst -md5 -r | cut -d ' ' -f 1) ;;
    RSA) signature=$(bytes | openssl dgst -sha1 -sign "$key" | openssl base64 -A) ;;
  esac
  printf '%s\t%s\n' "$name" "$signature"
done < cases.tsv
