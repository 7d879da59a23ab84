package io.github.cacheconsistency.internal.annotations;

import java.beans.PropertyDescriptor;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;

/** Reads one public property of the instances of one class. Thread-safe. */
sealed interface PropertyAccessor {

    /**
     * Returns the property of {@code target}.
     *
     * @throws IllegalStateException if the property cannot be read
     */
    @Nullable
    Object read(Object target);

    /**
     * Returns an accessor: a getter, otherwise a method with the name of the property, otherwise a field.
     *
     * @throws IllegalStateException if {@code type} has none of them, or none that is accessible
     */
    static PropertyAccessor find(Class<?> type, String property) {
        return Stream.of(getter(type, property), method(type, property), field(type, property))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Expected %s to have a property '%s' that holds its version, but it has no such record component, getter or public field. "
                                        .formatted(type.getName(), property)
                                + "Add it, or name another property in version-property."));
    }

    private static Optional<PropertyAccessor> getter(Class<?> type, String property) {
        return Optional.ofNullable(BeanUtils.getPropertyDescriptor(type, property))
                .map(PropertyDescriptor::getReadMethod)
                .map(method -> new MethodAccessor(accessible(type, method)));
    }

    private static Optional<PropertyAccessor> method(Class<?> type, String property) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(property) && method.getParameterCount() == 0)
                .filter(method -> !Modifier.isStatic(method.getModifiers())
                        && !method.isBridge()
                        && method.getReturnType() != void.class)
                .findFirst()
                .map(method -> new MethodAccessor(accessible(type, method)));
    }

    private static Optional<PropertyAccessor> field(Class<?> type, String property) {
        return Arrays.stream(type.getFields())
                .filter(field -> field.getName().equals(property) && !Modifier.isStatic(field.getModifiers()))
                .findFirst()
                .map(field -> new FieldAccessor(accessible(type, field)));
    }

    /** Makes a public member of a class that is not public accessible, such as one of a package-private record. */
    private static <M extends AccessibleObject & Member> M accessible(Class<?> type, M member) {
        Class<?> owner = member.getDeclaringClass();
        boolean open = Modifier.isPublic(owner.getModifiers())
                && owner.getModule().isExported(owner.getPackageName(), PropertyAccessor.class.getModule());
        if (!open && !member.trySetAccessible()) {
            throw new IllegalStateException(
                    "Expected %s of %s to be accessible, but %s does not open the package %s to this library. Open it, or make the class public in an exported package."
                            .formatted(member.getName(), type.getName(), owner.getModule(), owner.getPackageName()));
        }
        return member;
    }

    /** Reads the property through a method. */
    record MethodAccessor(Method method) implements PropertyAccessor {

        @Override
        public @Nullable Object read(Object target) {
            try {
                return method.invoke(target);
            } catch (InvocationTargetException failure) {
                throw unreadable(method, target, failure.getTargetException());
            } catch (IllegalAccessException failure) {
                throw unreadable(method, target, failure);
            }
        }
    }

    /** Reads the property through a field. */
    record FieldAccessor(Field field) implements PropertyAccessor {

        @Override
        public @Nullable Object read(Object target) {
            try {
                return field.get(target);
            } catch (IllegalAccessException failure) {
                throw unreadable(field, target, failure);
            }
        }
    }

    private static IllegalStateException unreadable(Member member, Object target, Throwable cause) {
        return new IllegalStateException(
                "Expected %s of %s to return the version of the value, but it failed with %s. Correct it, or name another property in version-property."
                        .formatted(
                                member.getName(),
                                target.getClass().getName(),
                                cause.getClass().getName()),
                cause);
    }
}
