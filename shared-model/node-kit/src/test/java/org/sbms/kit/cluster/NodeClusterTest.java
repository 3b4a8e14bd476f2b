package org.sbms.kit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.contract.NodeId;
import org.sbms.kit.access.Rights;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Two instances of one branch: one database, two processes' worth of everything else. */
class NodeClusterTest {
  private static TestDatabase database;
  private static NodeCluster clusterA;
  private static NodeCluster clusterB;
  private static TestSite siteA;
  private static TestSite siteB;

  @BeforeAll
  static void start() {
    int a = freePort();
    int b = freePort();
    List<String> members = List.of("127.0.0.1:" + a, "127.0.0.1:" + b);
    NodeId branch = new NodeId("NW");
    clusterA = NodeCluster.join(branch, new ClusterConfig(true, "127.0.0.1", a, members));
    clusterB = NodeCluster.join(branch, new ClusterConfig(true, "127.0.0.1", b, members));
    database = TestDatabase.with("operation", "access");
    siteA = TestSite.on(database, clusterA.sessions()).user("admin", Rights.MANAGE_USERS);
    siteB = TestSite.on(database, clusterB.sessions());
  }

  @AfterAll
  static void stop() {
    siteA.close();
    siteB.close();
    clusterA.close();
    clusterB.close();
    database.close();
  }

  @Test
  void a_session_of_one_instance_is_valid_at_the_other_and_a_logout_ends_it_at_both() {
    TestBrowser atA = siteA.browser().login("admin");
    TestBrowser atB = siteB.browser().sharing(atA);
    assertThat(atA.get("/admin/users").statusCode()).isEqualTo(200);
    assertThat(atB.get("/admin/users").statusCode()).isEqualTo(200);
    atB.submit("/admin/users", "/logout", java.util.Map.of());
    assertThat(atA.get("/admin/users").statusCode()).isEqualTo(303);
    assertThat(atB.get("/admin/users").statusCode()).isEqualTo(303);
  }

  @Test
  void news_of_a_version_reaches_the_other_instance() {
    List<String> heard = new CopyOnWriteArrayList<>();
    clusterB.invalidations().listen((dataset, version) -> heard.add(dataset + " " + version));
    clusterA.invalidations().announce("currencies", 7);
    await().untilAsserted(() -> assertThat(heard).containsExactly("currencies 7"));
  }

  @Test
  void a_peer_token_that_one_instance_has_seen_is_refused_by_the_other() {
    Instant until = Instant.now().plusSeconds(60);
    assertThat(clusterA.replays().claim("SO/1", until)).isTrue();
    assertThat(clusterB.replays().claim("SO/1", until)).isFalse();
    assertThat(clusterB.replays().claim("SO/2", until)).isTrue();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
