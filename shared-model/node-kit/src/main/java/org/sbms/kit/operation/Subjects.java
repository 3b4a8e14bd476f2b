package org.sbms.kit.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.kit.json.Json;

/** What an operation is about, by the field that says so; records have no common supertype. */
final class Subjects {
  private static final List<String> FIELDS =
      List.of("account", "paymentId", "id", "number", "dataset", "login", "serial", "branch");

  private static final ClassValue<List<Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          return type.isRecord() ? accessors(type.getRecordComponents()) : List.of();
        }
      };

  private Subjects() {}

  static String of(Operation<?> operation) {
    return ACCESSORS.get(operation.getClass()).stream()
        .flatMap(accessor -> value(operation, accessor).stream())
        .findFirst()
        .orElse("");
  }

  private static List<Method> accessors(RecordComponent[] components) {
    return FIELDS.stream()
        .flatMap(field ->
            Arrays.stream(components).filter(component -> component.getName().equals(field)))
        .map(RecordComponent::getAccessor)
        .flatMap(accessor -> accessor.trySetAccessible() ? Stream.of(accessor) : Stream.empty())
        .toList();
  }

  /** As it stands in JSON; a list or an object is no subject. */
  private static Optional<String> value(Operation<?> operation, Method accessor) {
    try {
      Object found = accessor.invoke(operation);
      if (found instanceof AccountNumber account) {
        return Optional.of(account.value());
      }
      if (found instanceof String text) {
        return Optional.of(text);
      }
      JsonNode value = Json.tree(found);
      return value.isValueNode() && !value.isNull()
          ? Optional.of(value.asText())
          : Optional.empty();
    } catch (ReflectiveOperationException bug) {
      throw new IllegalStateException("no way to read " + accessor, bug);
    }
  }
}
