#!/bin/sh
# Starts a real mail server for the tests: Debian's postfix on a loopback port with STARTTLS, login and one Maildir.
#
#   eval "$(.ci/postfix.sh start)"   starts it, unless it is running, and sets the variables that the tests read
#   .ci/postfix.sh stop              stops it
#
# Needs root and the packages postfix, sasl2-bin, libsasl2-modules, openssl. It is a separate instance: the machine's
# own postfix, if any, is not touched. POSTFIX_DIR (/var/tmp/activitysync-postfix) and POSTFIX_PORT (2525) set the location.
# Recipients refused@… are refused permanently (550), later@… temporarily (451); all other mail is delivered.
set -eu

dir=${POSTFIX_DIR:-/var/tmp/activitysync-postfix}
port=${POSTFIX_PORT:-2525}
user=mailer
password=a-password-for-tests
realm=localhost
etc=$dir/etc

configure() {
    mkdir -p "$etc/sasl" "$dir/queue" "$dir/data" "$dir/mail" "$dir/tls"
    chmod 755 "$dir" "$etc"
    chown postfix "$dir/data"
    chown nobody "$dir/mail"

    cat > "$etc/main.cf" <<EOF
compatibility_level = 3.6
queue_directory = $dir/queue
data_directory = $dir/data
maillog_file = $dir/postfix.log
maillog_file_prefixes = $dir
myhostname = localhost
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
alias_maps =
virtual_mailbox_domains = regexp:$etc/everybody
virtual_mailbox_maps = regexp:$etc/everybody
virtual_mailbox_base = $dir/mail
virtual_uid_maps = static:$(id -u nobody)
virtual_gid_maps = static:$(id -g nobody)
smtpd_tls_cert_file = $dir/tls/server.pem
smtpd_tls_key_file = $dir/tls/server.key
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = cyrus
smtpd_sasl_path = smtpd
smtpd_sasl_local_domain = $realm
smtpd_sasl_security_options = noanonymous
cyrus_sasl_config_path = $etc/sasl
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access regexp:$etc/recipients, permit_sasl_authenticated, reject
smtpd_client_connection_rate_limit = 0
smtpd_error_sleep_time = 0
EOF
    echo "/./ inbox/" > "$etc/everybody"
    cat > "$etc/recipients" <<EOF
/^refused@/ 550 5.1.1 no such user here
/^later@/ 451 4.3.0 try again later
EOF
    cat > "$etc/sasl/smtpd.conf" <<EOF
pwcheck_method: auxprop
auxprop_plugin: sasldb
mech_list: PLAIN LOGIN
sasldb_path: $dir/sasldb2
EOF
    rm -f "$dir/sasldb2"
    printf '%s' "$password" | saslpasswd2 -p -c -f "$dir/sasldb2" -u "$realm" "$user"
    chown postfix "$dir/sasldb2"

    # The services of this instance, which listens on one port instead of 25.
    cp /usr/share/postfix/master.cf.dist "$etc/master.cf" 2> /dev/null || cp /etc/postfix/master.cf "$etc/master.cf"
    postconf -c "$etc" -MX smtp/inet 2> /dev/null || true
    postconf -c "$etc" -M "$port/inet=$port inet n - n - - smtpd"
    postconf -c "$etc" -M "postlog/unix-dgram=postlog unix-dgram n - n - 1 postlogd"
    postconf -c "$etc" -F '*/*/chroot=n'
}

certify() {
    [ -f "$dir/tls/trusted.pem" ] && return
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=ActivitySync tests" \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" \
        -keyout "$dir/tls/authority.key" -out "$dir/tls/authority.pem" 2> /dev/null
    openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout "$dir/tls/server.key" -out "$dir/tls/server.csr" 2> /dev/null
    printf 'subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n' > "$dir/tls/server.ext"
    openssl x509 -req -in "$dir/tls/server.csr" -days 3650 -CA "$dir/tls/authority.pem" -CAkey "$dir/tls/authority.key" \
        -CAcreateserial -extfile "$dir/tls/server.ext" -out "$dir/tls/server.pem" 2> /dev/null
    cat "$dir/tls/authority.pem" > "$dir/tls/trusted.pem"
    if [ -f /etc/ssl/certs/ca-certificates.crt ]; then cat /etc/ssl/certs/ca-certificates.crt >> "$dir/tls/trusted.pem"; fi
}

running() { [ -f "$etc/main.cf" ] && postfix -c "$etc" status > /dev/null 2>&1; }

case "${1:-}" in
start)
    if ! running; then
        configure
        certify
        postfix -c "$etc" start > /dev/null 2> "$dir/start.log" || { cat "$dir/start.log" >&2; exit 1; }
    fi
    cat <<EOF
export ACTIVITYSYNC_SMTP_HOST=localhost
export ACTIVITYSYNC_SMTP_PORT=$port
export ACTIVITYSYNC_SMTP_USER=$user
export ACTIVITYSYNC_SMTP_PASSWORD=$password
export ACTIVITYSYNC_SMTP_MAILDIR=$dir/mail/inbox
export ACTIVITYSYNC_SMTP_AUTHORITY=$dir/tls/authority.pem
export SSL_CERT_FILE=$dir/tls/trusted.pem
EOF
    ;;
stop)
    if running; then postfix -c "$etc" stop > /dev/null 2>&1; fi
    ;;
*)
    echo "usage: $0 start|stop" >&2
    exit 2
    ;;
esac
