"""The commented configuration that `docclerk init` writes, and what to do next."""

from pathlib import Path

FIRST_CONFIG = """\
# docclerk: only [clerk] company must be set; everything else has these defaults.
# Every key can be overridden by the environment: DOCCLERK_MAIL__SMTP__LISTEN=0.0.0.0:25

[clerk]
company = "Your Company"
language = "de"                          # language of the house: de, en
timezone = "Europe/Berlin"
public_url = "http://127.0.0.1:8080"     # how customers reach the web pages
mode = "auto"                            # or draft (staff release), shadow (only noted), off
staff = []                               # e.g. ["@house.example", "lea@partner.example"]
release = "send"                         # what staff forward is answered; or propose: staff decide
escalation = ""                          # who takes over what the clerk cannot answer
escalation_name = ""                     # how customers read about this person
phone = ""

[store]
url = "sqlite:///docclerk.db"            # or postgresql+psycopg://user:password@host/name
files = "file:./files"                   # or s3://bucket/prefix with endpoint, region, access_key, secret_key

[feeds.erp]
path = "./drop"                          # ERP deliveries land here
every = "1m"
decimal = "."                            # or ","
date = "%Y-%m-%d"                        # or "%d.%m.%Y"

[mail]
address = "belege@localhost"             # the request address
deliver = "auto"                         # auto: small results attached, else links

[mail.smtp]
listen = "127.0.0.1:8025"
# tls_cert = "cert.pem"                  # with tls_key: STARTTLS is offered
# tls_key = "key.pem"
trust = "direct"                         # direct: docclerk is the MX; mta: behind your own relay

[mail.out]
host = "127.0.0.1"                       # your smarthost
port = 25

[mail.proof]
authserv_id = ""                         # with trust = "mta": the id your relay writes
trusted_peers = []                       # ... and its addresses

# [slack]                                # the app: docs/slack-manifest.yaml
# mode = "socket"                        # or "http": Slack calls <public_url>/slack/events
# bot_token = ""                         # xoxb-…
# app_token = ""                         # xapp-…, for mode = "socket"
# signing_secret = ""                    # for mode = "http"
# staff_channel = ""                     # id of the channel where your people decide

[web]
listen = "127.0.0.1:8080"
metrics_key = ""                         # who may ask for /metrics; without one only this machine

[links]
days = 7
max_downloads = 20                       # for each ZIP of a large delivery
zip_bytes = "500MB"                      # a delivery of more comes as several ZIPs
code = "never"                           # sensitive: statements and reminders ask for a mailed code; always
keys = "docclerk.keys"                   # made at the first start; links work only with it: back it up

[reminders]
enabled = false                          # look at 'docclerk reminders preview' before you switch them on
levels = [{days = -3}, {days = 7}, {days = 21}, {days = 35}]  # days after the due date, negative before it
send_at = "09:00"                        # on working days
country = "DE"                           # whose holidays count; or a part: "DE-BY"
min_amount = 10                          # less than that is no letter
delivered_by = "clerk"                   # or erp: it mails the invoices to the customers itself
"""


def next_steps(config: Path) -> str:
    """Three steps for the operator."""
    return (
        f"Wrote {config} and created the store. Next:\n"
        f"  1. Edit {config}: company, public_url, escalation, [mail].\n"
        f"  2. Load your ERP data: docclerk ingest FOLDER\n"
        f"  3. Start: docclerk serve, and check with: docclerk doctor"
    )
