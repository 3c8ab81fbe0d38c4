"""WordPress from Debian's packages, with PHP-FPM, MariaDB and nginx, for the day.

What it needs is in README.md. All that is written lies in a folder of its own; the
system's own servers are not touched.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.web.measuring import wait_for
from benchmarks.web.posts import Post

PORT = 8972
SOURCE = Path("/usr/share/wordpress")
PAGES = {
    "tag archive": "/?tag=tag-1",
    "story": "/?p={last}",
    "home": "/",
    "feed": "/?feed=rss2&tag=tag-1",
}
LOAD = r"""<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = 'localhost:%(port)s';
require '%(site)s/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Bench', 'admin', 'a@example.org', true, '', 'a long pass phrase');
wp_set_current_user(1);
foreach (json_decode(file_get_contents('%(posts)s'), true) as $post) {
  $id = wp_insert_post([
    'post_title' => $post['title'], 'post_content' => $post['html'],
    'post_name' => $post['slug'], 'post_status' => 'publish', 'post_author' => 1,
    'post_date' => $post['at'], 'post_date_gmt' => $post['at'],
    'tags_input' => $post['tags']], true);
  if (is_wp_error($id)) { fwrite(STDERR, $id->get_error_message()); exit(1); }
}
update_option('posts_per_page', 10); switch_theme('twentytwentyone');
echo $id;
"""
CONFIG = """<?php
define('DB_NAME', 'bench'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:%(socket)s'); define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'http://localhost:%(port)s');
define('WP_SITEURL', 'http://localhost:%(port)s');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
# On a port of its own WordPress sends every address to itself, for ever.
STAY = "<?php remove_action('template_redirect', 'redirect_canonical');"
FPM = """[global]
daemonize = no
error_log = %(folder)s/fpm.log
[www]
user = www-data
listen = %(folder)s/fpm.sock
listen.owner = www-data
pm = static
pm.max_children = 2
"""
NGINX = """daemon off; pid %(folder)s/nginx.pid; error_log %(folder)s/nginx.log;
user www-data; worker_processes 1; events { worker_connections 256; }
http {
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path %(folder)s/body; fastcgi_temp_path %(folder)s/fcgi;
  proxy_temp_path %(folder)s/proxy; uwsgi_temp_path %(folder)s/uwsgi;
  scgi_temp_path %(folder)s/scgi;
  server { listen 127.0.0.1:%(port)s; root %(site)s; index index.php;
    location / { try_files $uri /index.php?$args; }
    location ~ \\.php$ { include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_pass unix:%(folder)s/fpm.sock; } } }
"""


def is_installed() -> bool:
    programs = ("mariadbd", "nginx")
    return SOURCE.exists() and bool(find_fpm()) and all(map(shutil.which, programs))


def find_fpm() -> str:
    return next(iter(sorted(glob.glob("/usr/sbin/php-fpm*"))), "")


@contextmanager
def serve(folder: Path, posts: list[Post]) -> Iterator[tuple[str, list[int], dict]]:
    """Start it all; yields the address, the processes and the pages' paths."""
    folder.chmod(0o777)  # three accounts put their sockets here
    processes: list[subprocess.Popen[bytes]] = []
    facts = {"folder": folder, "site": folder / "site", "port": PORT}
    try:
        facts["socket"] = start_database(folder, processes)
        last = fill(facts, posts)
        for name, text in (("fpm.conf", FPM), ("nginx.conf", NGINX)):
            (folder / name).write_text(text % facts)
        fpm = [find_fpm(), "-y", str(folder / "fpm.conf"), "-F"]
        processes.append(subprocess.Popen(fpm, stderr=subprocess.DEVNULL))
        processes.append(subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")]))
        address = f"http://localhost:{PORT}"
        wait_for(f"{address}/")
        paths = {name: path.format(last=last) for name, path in PAGES.items()}
        yield address, [process.pid for process in processes], paths
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(timeout=60)


def start_database(folder: Path, processes: list[subprocess.Popen[bytes]]) -> Path:
    data, socket = folder / "mysql", folder / "mysql.sock"
    user = "mysql" if os.getuid() == 0 else os.environ["USER"]
    data.mkdir()
    shutil.chown(data, user)
    words = [f"--datadir={data}", f"--user={user}", "--skip-test-db"]
    subprocess.run(
        ["mariadb-install-db", "--auth-root-authentication-method=normal", *words],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    processes.append(
        subprocess.Popen(
            [
                "mariadbd",
                f"--datadir={data}",
                f"--user={user}",
                "--skip-networking",
                f"--socket={socket}",
                f"--pid-file={data}/pid",
            ],
            stderr=subprocess.DEVNULL,
        )
    )
    query = ["mariadb", f"--socket={socket}", "-uroot", "-e", "CREATE DATABASE bench"]
    for _ in range(120):
        done = subprocess.run(query, stderr=subprocess.DEVNULL, check=False)
        if done.returncode == 0:
            return socket
        subprocess.run(["sleep", "0.5"], check=True)
    raise RuntimeError("MariaDB does not answer.")


def fill(facts: dict, posts: list[Post]) -> str:
    """Install WordPress and write the posts; returns the number of the newest."""
    folder, site = facts["folder"], facts["site"]
    shutil.copytree(SOURCE, site, symlinks=False, ignore_dangling_symlinks=True)
    (site / "wp-config.php").unlink(missing_ok=True)
    (site / "wp-config.php").write_text(CONFIG % facts)
    plugins = site / "wp-content" / "mu-plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    (plugins / "stay.php").write_text(STAY)
    rows = [
        {"title": post.title, "html": post.html, "slug": post.slug}
        | {"tags": post.tags, "at": f"{post.at:%Y-%m-%d %H:%M:%S}"}
        for post in posts
    ]
    listing, script = folder / "posts.json", folder / "load.php"
    listing.write_text(json.dumps(rows))
    script.write_text(LOAD % (facts | {"posts": listing}))
    run = subprocess.run(
        ["php", "-d", "sendmail_path=/bin/true", str(script)],
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout.strip().split()[-1]
