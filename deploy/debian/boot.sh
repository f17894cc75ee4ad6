#!/bin/sh
# Boots a fresh Debian with a real systemd and tests the package there: the unit's start, watchdog and sandbox, restarts,
# secrets as credentials, an inbox in a home directory, upgrade and removal. The last line is 'ok' or the error.
#
#   deploy/debian/boot.sh PACKAGE.deb
#
# Needs root, mmdebstrap and systemd-nspawn (systemd-container); takes about six minutes. Prints systemd's state of the unit.
set -eu

fail() { echo "boot.sh: $1" >&2; exit "${2:-1}"; }
[ $# = 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ "$(id -u)" = 0 ] || fail "root is required."
command -v systemd-nspawn > /dev/null || fail "the package systemd-container is required." 2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
"$here/tree.sh" "$tree" "$(dpkg --print-architecture)" systemd-sysv,dbus,sudo
install -d "$tree/srv/activities" "$tree/root/deploy"
cp "$1" "$tree/root/activitysync.deb"
cp "$here/../install.sh" "$tree/root/deploy/"

cat > "$tree/root/test.sh" << 'INSIDE'
#!/bin/sh
set -eu
fail() { echo "FAILED: $1"; journalctl -u activitysync --no-pager -n 15; exit 1; }
expect() { # expected value, actual value, what was compared
    [ "$1" = "$2" ] || fail "$3: expected '$1', was '$2'"
}
show() { systemctl show -p "$1" --value activitysync; }
drop_in() { # writes these lines as a drop-in, like 'systemctl edit'; without lines, removes the drop-in
    rm -rf /etc/systemd/system/activitysync.service.d
    if [ $# -gt 0 ]; then
        mkdir -p /etc/systemd/system/activitysync.service.d
        printf '%s\n' '[Service]' "$@" > /etc/systemd/system/activitysync.service.d/override.conf
    fi
    systemctl daemon-reload
}
until_says() { # waits up to five minutes for a line in the journal
    for _ in $(seq 300); do
        journalctl -u activitysync --no-pager | grep -q "$1" && return
        sleep 1
    done
    fail "the daemon never logged: $1"
}
as_daemon() { sudo -u activitysync activitysync "$@"; }
settings=/etc/activitysync/appsettings.json

systemctl is-system-running --wait || true
echo "127.0.1.1 $(hostname)" >> /etc/hosts # sudo resolves the host name
sh /root/deploy/install.sh /root/activitysync.deb
expect inactive "$(systemctl is-active activitysync || true)" "the daemon after a first installation"
activitysync setup --email anna@example.org --name anna --time-zone Europe/Berlin --budget none --sources files --inbox /srv/activities --mail-host none > /dev/null
systemctl enable --quiet --now activitysync
expect active "$(show ActiveState)" "the daemon once systemctl returns"
systemctl status activitysync --no-pager --lines=0
systemctl show activitysync -p Type,WatchdogUSec,WatchdogTimestamp,NRestarts
systemd-analyze security activitysync --no-pager | tail -n 1
as_daemon status
as_daemon health
as_daemon doctor

pid=$(show MainPID)
expect 0000000000000000 "$(sed -n 's/^CapBnd:\s*//p' "/proc/$pid/status")" "the capabilities"
expect 1 "$(sed -n 's/^NoNewPrivs:\s*//p' "/proc/$pid/status")" "NoNewPrivs"
expect activitysync "$(stat -c %U "/proc/$pid")" "the user"
expect "" "$(nsenter -t "$pid" -m find /home /root -mindepth 1)" "visible files in home directories"
nsenter -t "$pid" -m sh -c '! touch /usr/x /etc/x /srv/x 2> /dev/null' || fail "the daemon can write outside its data directory"

dpkg -i /root/activitysync.deb > /dev/null
[ "$(show MainPID)" != "$pid" ] || fail "an upgrade does not restart the daemon"
pid=$(show MainPID)
sh /root/deploy/install.sh /root/activitysync.deb
expect "$pid" "$(show MainPID)" "the daemon after installing the same package again"
kill -9 "$pid"
for _ in $(seq 60); do [ "$(show NRestarts)" = 1 ] && [ "$(show ActiveState)" = active ] && break; sleep 1; done
expect "active 1" "$(show ActiveState) $(show NRestarts)" "a killed daemon, after its restart"

drop_in WatchdogSec=5 Environment=ActivitySync__WakeSeconds=1
systemctl restart activitysync
sleep 15 # three times the watchdog's timeout
expect 0 "$(show NRestarts)" "the restarts of a daemon that resets its watchdog"
kill -STOP "$(show MainPID)"
for _ in $(seq 120); do [ "$(show NRestarts)" = 1 ] && [ "$(show ActiveState)" = active ] && break; sleep 1; done
expect "active 1" "$(show ActiveState) $(show NRestarts)" "a daemon that hung, after its restart"
journalctl -u activitysync --no-pager | grep -q 'Watchdog timeout' || fail "the watchdog did not end the daemon"
drop_in
systemctl restart activitysync

cp "$settings" /root/good.json
sed -i 's/"Mail"/"Mial"/' "$settings"
! systemctl restart activitysync 2> /dev/null || fail "the daemon starts with an invalid setting"
sleep 35 # longer than RestartSec
expect "failed 2 0" "$(show ActiveState) $(show ExecMainStatus) $(show NRestarts)" "a daemon with an invalid setting"
journalctl -u activitysync --no-pager | grep -q 'did you mean Mail:From' || fail "the journal does not name the setting"
systemctl reset-failed activitysync

sed 's#"PickupDirectory": "[^"]*"#"Smtp": {"Host": "127.0.0.1", "Port": 1, "Security": "none", "Username": "anna"}#' /root/good.json > "$settings"
(umask 077 && echo a-password > /etc/activitysync/smtp-password)
drop_in LoadCredential=Mail__Smtp__Password:/etc/activitysync/smtp-password
systemctl restart activitysync || fail "the daemon does not start with a credential"
as_daemon status > /dev/null || fail "status needs the daemon's secret"
! as_daemon mail test 2> /root/output || fail "mail test works without its secret"
grep -q 'Mail:Smtp:Password: is missing' /root/output || fail "mail test does not name the missing secret"
code=0
script -qec 'systemd-run --pty --uid=activitysync -p LoadCredential=Mail__Smtp__Password:/etc/activitysync/smtp-password activitysync mail test' /root/output < /dev/null > /dev/null || code=$?
expect 3 "$code" "mail test with its secret and a closed port" # it reached the mail server
cat /root/good.json > "$settings"

useradd --create-home -K HOME_MODE=0700 anna
install -d -o anna /home/anna/activities
echo '<gpx' > /home/anna/activities/half.gpx
sed 's#/srv/activities#/home/anna/activities#' /root/good.json > "$settings"
drop_in
systemctl restart activitysync
until_says inbox_away
drop_in ProtectHome=tmpfs BindReadOnlyPaths=/home/anna/activities
systemctl restart activitysync
until_says 'inbox_read athlete=anna imported=0 duplicates=0 refused=1'
expect /home/anna/activities/half.gpx "$(nsenter -t "$(show MainPID)" -m find /home -type f)" "visible files in home directories"
drop_in

systemctl stop activitysync
expect "success 0" "$(show Result) $(show ExecMainStatus)" "a stop"
systemctl start activitysync
sh /root/deploy/install.sh --uninstall
expect inactive "$(systemctl is-active activitysync || true)" "the daemon after removal"
[ -e /var/lib/activitysync/activitysync.db ] || fail "removal deletes the data"
sh /root/deploy/install.sh /root/activitysync.deb
expect "active enabled" "$(systemctl is-active activitysync) $(systemctl is-enabled activitysync)" "the daemon after installing again"
sh /root/deploy/install.sh --purge
[ ! -e /etc/activitysync ] && [ ! -e /var/lib/activitysync ] && ! id activitysync 2> /dev/null || fail "purging leaves files or the user"
echo PASSED
INSIDE
cat > "$tree/etc/systemd/system/package-test.service" << 'UNIT'
[Unit]
Description=Test of the ActivitySync package
[Service]
Type=exec
ExecStart=/bin/sh -c '/bin/sh /root/test.sh > /root/log 2>&1; systemctl poweroff'
[Install]
WantedBy=multi-user.target
UNIT
ln -s ../package-test.service "$tree/etc/systemd/system/multi-user.target.wants/package-test.service"
systemd-nspawn --register=no --keep-unit --quiet --private-network --boot --directory "$tree" > "$work/console" 2>&1 || { tail -n 20 "$work/console" >&2; fail "the tree does not boot. See the console output above."; }
cat "$tree/root/log"
tail -n 1 "$tree/root/log" | grep -qx PASSED || fail "see above."
echo ok
