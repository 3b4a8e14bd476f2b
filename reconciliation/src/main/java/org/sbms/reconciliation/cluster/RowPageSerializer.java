package org.sbms.reconciliation.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.sbms.reconciliation.register.RowPage;

/** Pages between members; within one they are handed over as they are. */
public final class RowPageSerializer implements StreamSerializer<RowPage> {
  @Override
  public int getTypeId() {
    return 4_001;
  }

  @Override
  public void write(ObjectDataOutput out, RowPage page) throws IOException {
    out.writeInt(page.part());
    out.writeInt(page.rows());
    out.writeByteArray(Arrays.copyOf(page.bytes(), page.used()));
  }

  @Override
  public RowPage read(ObjectDataInput in) throws IOException {
    int part = in.readInt();
    int rows = in.readInt();
    return RowPage.of(part, Objects.requireNonNull(in.readByteArray(), "a page has bytes"), rows);
  }
}
