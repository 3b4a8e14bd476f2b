package org.sbms.deploy.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import org.sbms.kit.json.Json;

/** A report as it is printed: JSON to be read by people too, no more digits than mean something. */
public final class BenchReport {
  private static final MathContext DIGITS = new MathContext(4);
  private static final ObjectWriter WRITER =
      Json.MAPPER
          .copy()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Double.class, new Rounded())
                  .addSerializer(double.class, new Rounded()))
          .writerWithDefaultPrettyPrinter();

  private BenchReport() {}

  public static String json(Object report) {
    try {
      return WRITER.writeValueAsString(report);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("not writable as JSON: " + report.getClass(), bug);
    }
  }

  private static final class Rounded extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider all)
        throws IOException {
      if (value.isNaN() || value.isInfinite()) {
        out.writeNull();
      } else {
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS);
        out.writeNumber(
            rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString());
      }
    }
  }
}
